package dev.counterpoint.datasets.captioned.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExampleListTest {

  @Test
  void manyExamplesKeepTheirKeysCaptionsAndFields() {
    ExampleListBuilder builder = new ExampleListBuilder("test", List.of("number", "empty"));
    int size = 50_000;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < size; i++) {
        int example = builder.example("key " + i, i + 1);
        assertThat(example).isEqualTo(i);
        builder.caption(example, "caption %d of %d".formatted(round, i), i + 1);
        builder.fields(example, List.of("" + (i + round), ""));
      }
    }
    ExampleList list = builder.build();
    assertThat(list.size()).isEqualTo(size);
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 1_000; n++) {
      int i = random.nextInt(size);
      assertThat(list.key(i)).as("seed 5").isEqualTo("key " + i);
      assertThat(list.description(i).captions())
          .containsExactly("caption 0 of " + i, "caption 1 of " + i);
      assertThat(list.description(i).fields()).isEqualTo(Map.of("number", "" + i));
    }
  }

  @Test
  void runsLongerThanAChunkAreKept() {
    ByteArena arena = new ByteArena();
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    long first = arena.add(new byte[] {1, 2}, 2);
    long second = arena.add(large, large.length);
    long third = arena.add(new byte[] {3}, 1);
    assertThat(arena.get(first)).containsExactly(1, 2);
    assertThat(arena.get(second)).isEqualTo(large);
    assertThat(arena.get(third)).containsExactly(3);
    assertThat(arena.holds(third, new byte[] {3})).isTrue();
    assertThat(arena.holds(third, new byte[] {4})).isFalse();
  }

  @Test
  void examplesWithoutCaptionsCanBeDropped() {
    ExampleListBuilder builder = new ExampleListBuilder("test", List.of());
    for (String key : List.of("a", "b", "c")) {
      builder.example(key, 1);
    }
    builder.caption(2, "C", 1);
    assertThat(builder.dropUncaptioned()).isEqualTo(2);
    assertThat(builder.has("a")).isFalse();
    assertThat(builder.example("c", 2)).isZero();
    assertThat(builder.build().description(0).captions()).containsExactly("C");
  }
}
