package dev.counterpoint.onnx.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not one whole ONNX model. */
class WireScanTest {

  private static final byte[] GOOD = Models.good().build().toByteArray();

  @Test
  void anEmptyFileIsRefused() {
    refuses(new byte[0], "no bytes");
  }

  @Test
  void whatIsNotProtobufIsRefused() {
    refuses("<!DOCTYPE html><html>Not found</html>".getBytes(), "Byte 0");
    refuses(new byte[100], "field 0 of ModelProto");
  }

  @Test
  void aModelThatIsCutOffAnywhereIsRefused() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThatThrownBy(() -> OnnxVerifier.requireSafe(cut, "cut"))
          .as("%d of %d bytes", length, GOOD.length)
          .isInstanceOf(RefusedModelException.class);
    }
  }

  @Test
  void whatFollowsTheModelIsRefused() {
    refuses(joined(GOOD, new byte[] {0}), "field 0");
    refuses(joined(GOOD, "PK\3\4".getBytes()), "Byte " + GOOD.length);
    refuses(joined(GOOD, GOOD), "ir_version of ModelProto a second time");
  }

  @Test
  void fieldsThatAreUnknownOrOfAnotherWireTypeAreRefused() {
    refuses(joined(GOOD, field(63, 0, 1)), "field 63");
    refuses(joined(GOOD, field(1000, 0, 1)), "field 1000");
    refuses(joined(GOOD, field(2, 0, 1)), "producer_name of ModelProto in wire type 0");
    refuses(joined(GOOD, field(2, 2, 1, 0xFF)), "not UTF-8");
    refuses(field(7, 3), "graph of ModelProto in wire type 3");
  }

  @Test
  void aLengthBeyondTheFileIsRefusedWithoutTakingMemory() {
    refuses(field(7, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07), "a length of 2147483647 bytes");
    refuses(
        field(7, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1),
        "a length of 18446744073709551615 bytes");
    refuses(
        field(1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1),
        "without an end");
  }

  @Test
  void theMarkOfTheRuntimesOwnFormatIsRefused() {
    // Protobuf would read this as a model by a producer whose name starts so.
    ModelProto disguised = Models.good().setProducerName("ORTM").build();

    refuses(disguised.toByteArray(), "ORTM");
  }

  @Test
  void hugeNumbersOfNodesAreRefusedBeforeTheyAreMade() {
    ModelProto.Builder model = Models.good();
    for (int i = 0; i < 100; i++) {
      model.getGraphBuilder().addNode(Models.node("Neg", List.of("x"), "n" + i));
    }
    OnnxVerifier strict = new OnnxVerifier(OnnxLimits.standard().withNodes(100));

    assertThatThrownBy(() -> strict.verify(model.build().toByteArray(), "test"))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("more than 100 nodes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0A, 0x12, 0x2A, 0x5A, 0x7A})
  void filesOfEmptyMessagesAndStringsTakeASmallMultipleOfTheirSize(int tag) {
    // Two bytes each in the graph: nodes, names, initializers, inputs, sparse initializers.
    byte[] inside = new byte[4_000_000];
    for (int i = 0; i < inside.length; i += 2) {
      inside[i] = (byte) tag;
    }
    byte[] model = joined(new byte[] {8, 8}, delimited(7, inside));

    assertThat(allocated(model)).isLessThan(64L * model.length);
  }

  @Test
  void theWorstThatPassesTheScanTakesASmallMultipleOfItsSize() {
    // As many nodes with as many short names as the scan lets by.
    byte[] node = {0x0A, 9, 0x0A, 1, 'a', 0x0A, 1, 'b', 0x0A, 1, 'c'};
    byte[] inside = new byte[node.length * 190_000];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = node[i % node.length];
    }
    byte[] model = joined(new byte[] {8, 8}, delimited(7, inside));

    assertThat(allocated(model)).isLessThan(64L * model.length);
  }

  @Test
  void aModelOfManySmallNodesTakesASmallMultipleOfItsSize() {
    ModelProto.Builder model = Models.good();
    for (int i = 0; i < 50_000; i++) {
      String name = Integer.toString(i, Character.MAX_RADIX);
      model.getGraphBuilder().addNode(Models.node("Neg", List.of("x"), "n" + name).clearName());
    }
    byte[] bytes = model.build().toByteArray();
    OnnxVerifier.requireSafe(bytes, "passes");

    assertThat(allocated(bytes)).isLessThan(64L * bytes.length);
  }

  @Test
  void weightsAreNotCopied() {
    ModelProto.Builder model = Models.good();
    model
        .getGraphBuilder()
        .addInitializer(
            Models.floats("w", List.of(4_000_000L))
                .setRawData(ByteString.copyFrom(new byte[16_000_000])));
    byte[] bytes = model.build().toByteArray();

    assertThat(allocated(bytes)).isLessThan(1_000_000);
  }

  @Test
  void anyBytesAreVerifiedOrRefused() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = GOOD.clone();
      int changes = 1 + random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        OnnxVerifier.requireSafe(bytes, "changed");
      } catch (RefusedModelException e) {
        assertThat(e.found()).as("seed %d, model %d", seed, i).isNotEmpty();
      }
    }
  }

  private static long allocated(byte[] model) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try {
      OnnxVerifier.requireSafe(GOOD, "loads classes");
      OnnxVerifier.requireSafe(new byte[0], "loads classes");
    } catch (RefusedModelException e) {
      // As it should be.
    }
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    try {
      OnnxVerifier.requireSafe(model, "test");
    } catch (RefusedModelException e) {
      // Refused or not, it has taken no more.
    }
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static byte[] field(int number, int wire, int... rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(number << 3 | wire, out);
    for (int one : rest) {
      out.write(one);
    }
    return out.toByteArray();
  }

  private static byte[] delimited(int number, byte[] inside) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(number << 3 | 2, out);
    varint(inside.length, out);
    out.writeBytes(inside);
    return out.toByteArray();
  }

  private static void varint(int value, ByteArrayOutputStream out) {
    int rest = value;
    for (; rest > 127; rest >>>= 7) {
      out.write(rest & 127 | 128);
    }
    out.write(rest);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void refuses(byte[] model, String found) {
    assertThatThrownBy(() -> OnnxVerifier.requireSafe(model, "test"))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining(found);
  }
}
