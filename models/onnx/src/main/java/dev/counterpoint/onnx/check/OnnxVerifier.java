package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decides whether an ONNX file from a stranger may be handed to ONNX Runtime.
 *
 * <p>A model passes if it is one whole ONNX model and nothing else, keeps ONNX's structural rules,
 * stays within {@link OnnxLimits}, carries its data inside, and uses standard operators, functions
 * of its own made of them, or custom domains that the caller let pass. It is refused at the first
 * thing that is wrong.
 *
 * <p>What is not judged: whether types and shapes fit between nodes (the runtime does that when it
 * loads the model), how long the model runs, and how much memory it takes for sizes that it
 * computes itself. Who runs models of strangers should bound time and memory of the process too.
 *
 * <p>Verifying allocates up to about sixty times the file, garbage included, for files of nothing
 * but tiny nodes; for models, which are mostly weights, little beyond the file itself. Safe for use
 * by many threads.
 */
public final class OnnxVerifier {

  private final OnnxLimits limits;

  /** A verifier with limits other than the standard ones. */
  public OnnxVerifier(OnnxLimits limits) {
    this.limits = limits;
  }

  /**
   * Verifies a model within the standard limits.
   *
   * @param model the file's content; do not change it until it has been run
   * @param name what the person calls it; for messages
   * @throws RefusedModelException if it is refused
   */
  public static void requireSafe(byte[] model, String name) {
    new OnnxVerifier(OnnxLimits.standard()).verify(model, name);
  }

  /**
   * Reads and verifies a model within the standard limits.
   *
   * @return the bytes that were verified; run these, since the file may change any time
   * @throws RefusedModelException if it is refused, be it for its size before it is read
   * @throws IOException if the system does not let it be read
   */
  public static byte[] requireSafe(Path model) throws IOException {
    return new OnnxVerifier(OnnxLimits.standard()).verify(model);
  }

  /**
   * Reads and verifies a model.
   *
   * @return the bytes that were verified; run these, since the file may change any time
   * @throws RefusedModelException if it is refused, be it for its size before it is read
   * @throws IOException if the system does not let it be read
   */
  public byte[] verify(Path model) throws IOException {
    Findings refusal = refusal(model.toString());
    if (Files.exists(model) && !Files.isRegularFile(model)) {
      refusal.report("Path", "a folder or a device", "a file", "Name the file of the model.");
    }
    checkSize(Files.size(model), refusal);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(model)) {
      // One more than the limit, for the file may have grown since.
      bytes = in.readNBytes((int) Math.min(limits.fileBytes() + 1L, OnnxLimits.LONGEST_ARRAY));
    }
    verify(bytes, model.toString());
    return bytes;
  }

  /**
   * Verifies a model.
   *
   * @param model the file's content; do not change it until it has been run
   * @param name what the person calls it; for messages
   * @throws RefusedModelException if it is refused
   */
  public void verify(byte[] model, String name) {
    Findings refusal = refusal(name);
    checkSize(model.length, refusal);
    if (model.length == 0) {
      refusal.report("File", "no bytes", "an ONNX model", "Get the file again.");
    }
    // The runtime takes bytes with this mark for its own format, whatever else they may be.
    if (model.length >= 8
        && model[4] == 'O'
        && model[5] == 'R'
        && model[6] == 'T'
        && model[7] == 'M') {
      refusal.report("Byte 4", "the mark ORTM of another format", "the ONNX format");
    }
    new WireScan(model, limits, refusal).run();
    new ModelCheck(limits, refusal).check(parse(model, refusal));
  }

  private ModelProto parse(byte[] model, Findings refusal) {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
    in.enableAliasing(true); // the weights are not copied
    in.setSizeLimit(Integer.MAX_VALUE);
    in.setRecursionLimit(limits.nesting() + 1);
    try {
      return ModelProto.parser().parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      refusal.report("File", e.getMessage(), "protobuf");
      throw new AssertionError("unreachable", e);
    }
  }

  private void checkSize(long size, Findings refusal) {
    if (size > limits.fileBytes()) {
      refusal.exceeds(
          "File", size + " bytes", "at most %d bytes".formatted(limits.fileBytes()), "fileBytes");
    }
  }

  private static Findings refusal(String name) {
    return (where, found, allowed, remedy) -> {
      throw new RefusedModelException(name, where.toString(), found, allowed, remedy);
    };
  }
}
