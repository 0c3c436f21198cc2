package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.BenchJob;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SetInteractionsJob;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every experiment that is registered must keep to. */
class ExperimentsTest {

  private static final List<Long> SEEDS = List.of(1L, 2L);

  private static final ExperimentData MUCH = FixedData.of(60_000);
  private static final ExperimentData LITTLE = FixedData.of(1000);

  static Stream<Arguments> experimentsAndSizes() {
    return Experiments.ALL.stream()
        .flatMap(
            experiment -> Stream.of(Size.values()).map(size -> Arguments.of(experiment, size)));
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void everyJobHasARecipeThatLoads(Experiment experiment, Size size) {
    List<Job> jobs = experiment.jobs(size, SEEDS, MUCH);
    assertThat(jobs).isNotEmpty();
    for (Job job : jobs) {
      // Loads its recipe, and writes it as text; what is no training has a command line instead.
      assertThat(job.description()).contains(said(job));
      assertThat(job.cost(MUCH)).isPositive();
    }
  }

  private static String said(Job job) {
    if (job instanceof SimulationJob) {
      return "counterpoint simulate";
    }
    if (job instanceof SetInteractionsJob) {
      return "counterpoint evaluate interactions";
    }
    return job instanceof BenchJob ? "counterpoint bench" : "epochs:";
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void jobsHaveNamesOfTheirOwn(Experiment experiment, Size size) {
    assertThat(experiment.jobs(size, SEEDS, MUCH)).extracting(Job::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void runsOfAGroupDifferInTheirSeedOnly(Experiment experiment, Size size) {
    List<Job> jobs = experiment.jobs(size, SEEDS, MUCH);
    for (Job job : jobs) {
      for (Job other : jobs) {
        if (job.group().equals(other.group())) {
          assertThat(other.description()).isEqualTo(job.description());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void aSmallDataSetIsEnough(Experiment experiment, Size size) {
    for (Job job : experiment.jobs(size, SEEDS, LITTLE)) {
      if (job instanceof ColoredDigitsJob digits) {
        assertThat(digits.load().data().trainingExamples()).isLessThanOrEqualTo(1000);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("experimentsAndSizes")
  void anExperimentNeedsWhatItsJobsReadAndNothingElse(Experiment experiment, Size size) {
    Set<DataNeed> read =
        experiment.jobs(size, SEEDS, MUCH).stream()
            .flatMap(job -> job.need().stream())
            .collect(Collectors.toSet());
    assertThat(experiment.needs()).isEqualTo(read);
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
    List<Job> jobs = experiment.jobs(Size.PAPER, List.of(1L), MUCH);
    List<Long> seeds = jobs.stream().map(Job::seed).distinct().toList();
    assertThat(seeds).containsExactly(1L);
  }
}
