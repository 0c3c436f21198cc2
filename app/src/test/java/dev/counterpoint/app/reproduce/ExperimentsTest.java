package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.RecipeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every experiment that is registered must keep to. */
class ExperimentsTest {

  private static final List<Long> SEEDS = List.of(1L, 2L);

  static Stream<Arguments> experimentsAndSizes() {
    return Experiments.ALL.stream()
        .flatMap(
            experiment -> Stream.of(Size.values()).map(size -> Arguments.of(experiment, size)));
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void everyJobHasARecipeThatLoads(Experiment experiment, Size size) {
    List<Job> jobs = experiment.jobs(size, SEEDS, 60_000);
    assertThat(jobs).isNotEmpty();
    for (Job job : jobs) {
      Recipe recipe = job.load();
      assertThat(recipe.training().epochs()).isPositive();
      assertThat(job.cost(60_000)).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void jobsHaveNamesOfTheirOwn(Experiment experiment, Size size) {
    assertThat(experiment.jobs(size, SEEDS, 60_000)).extracting(Job::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void runsOfAGroupDifferInTheirSeedOnly(Experiment experiment, Size size) {
    List<Job> jobs = experiment.jobs(size, SEEDS, 60_000);
    for (Job job : jobs) {
      for (Job other : jobs) {
        if (job.group().equals(other.group())) {
          assertThat(other.load()).isEqualTo(job.load());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void aSmallDataSetIsEnough(Experiment experiment, Size size) {
    for (Job job : experiment.jobs(size, SEEDS, 1000)) {
      assertThat(job.load().data().trainingExamples()).isLessThanOrEqualTo(1000);
    }
  }

  @Test
  void anUnknownExperimentNamesTheNearest() {
    assertThatThrownBy(() -> Experiments.named("coloured-mnist"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("Did you mean colored-mnist?");
  }

  @Test
  void theGridComparesWithARunOfTheMainProtocol() {
    Experiment experiment = Experiments.named("colored-mnist");
    List<Job> jobs = experiment.jobs(Size.PAPER, List.of(1L), 60_000);
    List<Long> seeds = jobs.stream().map(Job::seed).distinct().toList();
    assertThat(seeds).containsExactly(1L);
  }
}
