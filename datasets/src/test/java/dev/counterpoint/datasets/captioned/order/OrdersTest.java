package dev.counterpoint.datasets.captioned.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(7).purpose("order");
  private static final int[] STARTS = {0, 100, 100, 250, 1_000};

  /** Every third example, as a split would leave them. */
  private static int[] split() {
    return IntStream.range(0, 1_000).filter(i -> i % 3 != 0).toArray();
  }

  static Stream<ExampleOrder> orders() {
    int[] low = Arrays.stream(split()).filter(i -> i < 250).toArray();
    int[] high = Arrays.stream(split()).filter(i -> i >= 250).toArray();
    return Stream.of(
        new ShuffledOrder(split(), ADDRESS),
        new ShardOrder(split(), STARTS, 1, ADDRESS),
        new ShardOrder(split(), STARTS, 64, ADDRESS),
        new ShardOrder(split(), STARTS, 5_000, ADDRESS),
        new MixedOrder(
            List.of(new ShuffledOrder(low, ADDRESS.at(0)), new ShuffledOrder(high, ADDRESS.at(1))),
            List.of(1.0, 1.0),
            ADDRESS));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyEpochHasEachExampleOnce(ExampleOrder order) {
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(Arrays.stream(order.epoch(epoch)).sorted()).containsExactly(boxed(split()));
      assertThat(order.size()).isEqualTo(split().length);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anEpochIsTheSameWheneverItIsAskedFor(ExampleOrder order) {
    int[] fifth = order.epoch(5);
    order.epoch(0);

    assertThat(order.epoch(5)).isEqualTo(fifth);
    assertThat(order.epoch(6)).isNotEqualTo(fifth);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 200})
  void examplesComeAtMostABufferEarly(int buffer) {
    int[] all = IntStream.range(0, 1_000).toArray();
    int[] one = new ShardOrder(all, new int[] {0, 1_000}, buffer, ADDRESS).epoch(0);
    for (int place = 0; place < one.length; place++) {
      assertThat(one[place] - place).as("place %d", place).isLessThan(buffer);
    }
    if (buffer == 1) {
      assertThat(one).isEqualTo(all);
    }
  }

  @Test
  void mostExamplesStayNearTheirNeighbours() {
    int[] all = IntStream.range(0, 10_000).toArray();
    int[] order = new ShardOrder(all, new int[] {0, 10_000}, 100, ADDRESS).epoch(0);
    long far = IntStream.range(0, order.length).filter(p -> p - order[p] > 500).count();

    // A place in the buffer is left with 1 % chance a step: after 600 steps, 0.24 % remain.
    assertThat(far).isLessThan(60);
  }

  @Test
  void aLargeBufferReachesAllPlaces() {
    int[] all = IntStream.range(0, 1_000).toArray();
    int[] order = new ShardOrder(all, new int[] {0, 1_000}, 1_000, ADDRESS).epoch(0);
    double distance =
        IntStream.range(0, 1_000).mapToDouble(p -> Math.abs(order[p] - p)).average().getAsDouble();

    // Of two independent uniform places, a third of the length.
    assertThat(distance).isBetween(300.0, 367.0);
  }

  @Test
  void shardsComeInAnOrderOfEachEpoch() {
    int[] starts = IntStream.rangeClosed(0, 20).map(i -> 50 * i).toArray();
    int[] all = IntStream.range(0, 1_000).toArray();
    ShardOrder order = new ShardOrder(all, starts, 1, ADDRESS);
    int[] first = Arrays.stream(order.epoch(0)).map(i -> i / 50).distinct().toArray();
    int[] second = Arrays.stream(order.epoch(1)).map(i -> i / 50).distinct().toArray();

    assertThat(first).hasSize(20).isNotEqualTo(second);
  }

  @Test
  void indicesOutsideOfTheShardsAreRefused() {
    assertThatThrownBy(() -> new ShardOrder(new int[] {3, 1_000}, STARTS, 8, ADDRESS))
        .hasMessageContainingAll("indices 0 to 999", "3 to 1000");
    assertThatThrownBy(() -> new ShardOrder(new int[] {3}, STARTS, 0, ADDRESS))
        .hasMessageContaining("a buffer of 0");
  }

  private static MixedOrder mixed(double small, double large) {
    int[] ten = IntStream.range(0, 10).toArray();
    int[] thousand = IntStream.range(10, 1_010).toArray();
    return new MixedOrder(
        List.of(new ShuffledOrder(ten, ADDRESS.at(0)), new ShuffledOrder(thousand, ADDRESS.at(1))),
        List.of(small, large),
        ADDRESS);
  }

  @Test
  void sharesFollowWeightsInEveryPartOfAnEpoch() {
    int[] order = mixed(25, 1).epoch(3);
    assertThat(order).hasSize(1_250);
    for (int start = 0; start < 1_250; start += 50) {
      long small = Arrays.stream(order, start, start + 50).filter(i -> i < 10).count();
      assertThat(small).as("of 50 from place %d", start).isBetween(7L, 13L);
    }
  }

  @Test
  void smallSourcesComeAgainInAnotherOrder() {
    int[] small = Arrays.stream(mixed(25, 1).epoch(0)).filter(i -> i < 10).toArray();
    for (int pass = 0; pass < 25; pass++) {
      int[] one = Arrays.copyOfRange(small, 10 * pass, 10 * pass + 10);
      assertThat(Arrays.stream(one).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Arrays.copyOf(small, 10)).isNotEqualTo(Arrays.copyOfRange(small, 10, 20));
  }

  @Test
  void aWeightOfOneHalfGoesOnInTheNextEpoch() {
    MixedOrder order = mixed(1, 0.5);
    IntStream both = IntStream.concat(Arrays.stream(order.epoch(4)), Arrays.stream(order.epoch(5)));

    assertThat(both.filter(i -> i >= 10).sorted())
        .containsExactly(boxed(IntStream.range(10, 1_010).toArray()));
  }

  @Test
  void weightsThatMeanNothingAreRefused() {
    for (double weight : new double[] {0, -1, Double.NaN, 0.01}) {
      assertThatThrownBy(() -> mixed(weight, 1))
          .hasMessageContainingAll("source 1 of 10 examples", "none of it would ever come");
    }
    assertThatThrownBy(() -> mixed(1e9, 1)).hasMessageContaining("too long");
  }

  private static Integer[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }
}
