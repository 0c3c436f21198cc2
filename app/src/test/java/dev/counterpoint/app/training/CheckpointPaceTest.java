package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

  private static final int STEPS_PER_EPOCH = 4;

  /** Steps after which 40 steps are saved, if a step takes so many seconds. */
  private static List<Long> saved(int every, double stepSeconds, double saveSeconds) {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // clocks of System.nanoTime may wrap
    CheckpointPace pace = new CheckpointPace(every, STEPS_PER_EPOCH, clock::get);
    List<Long> saved = new ArrayList<>();
    for (long step = 1; step <= 40; step++) {
      clock.addAndGet((long) (stepSeconds * TimeUnit.SECONDS.toNanos(1)));
      if (pace.isDue(step)) {
        clock.addAndGet((long) (saveSeconds * TimeUnit.SECONDS.toNanos(1)));
        pace.saved();
        saved.add(step);
      }
    }
    return saved;
  }

  @Test
  void shortEpochsAreSavedTwiceAMinute() {
    assertThat(saved(0, 2, 0)).containsExactly(4L, 20L, 36L);
  }

  @Test
  void longEpochsAreAllSaved() {
    assertThat(saved(0, 8, 0)).hasSize(10);
  }

  @Test
  void savingIsNotCounted() {
    assertThat(saved(0, 2, 29)).isEqualTo(saved(0, 2, 0));
  }

  @Test
  void stepsThatTheRecipeNamesDoNotAskForTheTime() {
    assertThat(saved(3, 0, 0)).startsWith(3L, 6L, 9L).hasSize(13);
  }
}
