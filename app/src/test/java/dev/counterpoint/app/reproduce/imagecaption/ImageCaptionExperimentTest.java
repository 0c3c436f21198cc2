package dev.counterpoint.app.reproduce.imagecaption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.evaluation.EnvironmentScore;
import dev.counterpoint.app.evaluation.Readout;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.Verdict;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.FixedData;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.CaptionedData;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.CaptionedResult;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.JobResult;
import dev.counterpoint.app.reproduce.job.Retrieval;
import dev.counterpoint.app.run.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the experiment runs, and what it concludes from results that are made up. */
class ImageCaptionExperimentTest {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final RunManifest MANIFEST =
      RunManifest.begin(1, TinyRuns.digits(), "cpu", 1).ended("complete", 1);

  @TempDir private Path folder;

  private final ImageCaptionExperiment experiment = new ImageCaptionExperiment();

  /** A job without a recipe. */
  private record Done(String group, long seed, DataNeed kind) implements Job {

    @Override
    public Optional<DataNeed> need() {
      return Optional.of(kind);
    }

    @Override
    public double cost(ExperimentData data) {
      return 1;
    }

    @Override
    public boolean isDone(Path directory) {
      return true;
    }

    @Override
    public List<String> arguments(Path directory) {
      return List.of();
    }

    @Override
    public JobResult result(Path directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String description() {
      return "method: made up";
    }
  }

  /** Retrieval on 250 pictures. */
  private static CaptionedResult onPictures(String group, long seed) {
    boolean captions = !group.equals("pictures");
    boolean pictures = !group.equals("captions");
    double quality = group.equals("two-towers") ? 1 : 0.5;
    ObjectNode tree = new ObjectMapper().createObjectNode().put("pictures", 250);
    if (captions && pictures) {
      ObjectNode retrieval = tree.putObject("retrieval");
      for (String way : List.of("captionToPicture", "pictureToCaption")) {
        ObjectNode direction = retrieval.putObject(way);
        direction
            .putObject("measured")
            .put("recallAt1", 0.1 * quality)
            .put("recallAt5", 0.2 * quality)
            .put("recallAt10", 0.4 * quality + 0.01 * seed)
            .put("medianRank", 25);
        direction.putObject("chance").put("recallAt10", 0.04).put("medianRank", 125);
      }
      tree.putObject("zeroShot").put("accuracy", 0.35).put("majority", 0.2).put("classes", 10);
    }
    tree.putArray("probes")
        .addObject()
        .put("of", pictures ? "pictures" : "captions")
        .put("accuracy", 0.5 * quality)
        .put("majority", 0.2);
    if (pictures) {
      ArrayNode corruptions = tree.putArray("corruptions");
      for (int strength = 0; strength <= 5; strength++) {
        corruptions
            .addObject()
            .put("shift", strength == 0 ? "none" : "noise")
            .put("strength", strength)
            .put("probeAccuracy", 0.45 * quality - 0.01 * strength);
      }
      tree.putArray("captionShifts").addObject().put("shift", "shuffled").put("strength", 2);
    }
    return new CaptionedResult(MANIFEST, new Retrieval(tree));
  }

  private static DigitsResult onDigits(String group) {
    double test = group.equals("digits-one-hot") ? 88 : group.equals("digits-words") ? 85 : 79;
    List<ReadoutScore> scores = new ArrayList<>();
    scores.add(score("zero-shot", Readout.Layer.EMBEDDING, test));
    scores.add(score("linear probe", Readout.Layer.FEATURE, test - 20));
    return new DigitsResult(MANIFEST, new RunEvaluation("clip", 1, 5, 1, scores));
  }

  private static ReadoutScore score(String name, Readout.Layer layer, double test) {
    return new ReadoutScore(
        name,
        layer,
        Map.of(),
        List.of(
            new EnvironmentScore("train", 100, 86, 90),
            new EnvironmentScore("test-reversed", 100, test, test)),
        new double[0],
        new double[0],
        new int[0][0],
        0,
        0,
        0,
        List.of(
            new ReadoutScore.ShiftPoint(-1, test - 2, test),
            new ReadoutScore.ShiftPoint(1, test, test)));
  }

  private Experiment.Outcome outcome(String pictures) throws IOException {
    List<FinishedJob> jobs = new ArrayList<>();
    for (Job job : experiment.jobs(Size.DEFAULT, SEEDS, FixedData.of(2000))) {
      boolean digits = job instanceof ColoredDigitsJob;
      DataNeed need = digits ? DataNeed.DIGITS : DataNeed.CAPTIONED_PICTURES;
      Path directory = Files.createDirectories(folder.resolve(job.id()));
      Files.writeString(
          directory.resolve("metrics.jsonl"),
          "{\"step\":1,\"loss\":2.0}\n{\"step\":2,\"loss\":1.0}\n");
      jobs.add(
          new FinishedJob(
              new Done(job.group(), job.seed(), need),
              directory,
              digits ? onDigits(job.group()) : onPictures(job.group(), job.seed())));
    }
    ExperimentData data =
        new ExperimentData(
            Map.of(
                DataNeed.DIGITS, new FixedData("MNIST", 60_000, List.of()),
                DataNeed.CAPTIONED_PICTURES,
                    new CaptionedData(pictures, "", false, 2000, List.of())));
    return new Experiment.Outcome(
        experiment.name(), Size.DEFAULT, SEEDS, data, 60, jobs, List.of(), folder);
  }

  @Test
  void everySeedHasEveryMethodOnPicturesAndOnDigits() {
    List<Job> jobs = experiment.jobs(Size.DEFAULT, SEEDS, FixedData.of(2000));
    Map<String, Long> seeds =
        jobs.stream().collect(Collectors.groupingBy(Job::group, Collectors.counting()));
    assertThat(seeds).hasSize(7).allSatisfy((group, count) -> assertThat(count).isEqualTo(3));
    assertThat(jobs).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(jobs.stream().map(job -> job.need().orElseThrow()).collect(Collectors.toSet()))
        .isEqualTo(experiment.needs());
  }

  @Test
  void methodsOnDigitsDifferInTheFormOfTheirCaptionsOnly() {
    Map<String, String> recipes = new HashMap<>();
    for (Job job : experiment.jobs(Size.QUICK, List.of(1L), FixedData.of(2000))) {
      if (job instanceof ColoredDigitsJob digits) {
        recipes.put(
            job.group(),
            digits
                .description()
                .replaceAll("(captionForm|sentence): .*", "")
                .replaceAll("\\s+", " "));
        assertThat(digits.load().data().trainingExamples()).isEqualTo(2000);
      }
    }
    assertThat(recipes).hasSize(3);
    assertThat(new TreeSet<>(recipes.values())).hasSize(1);
  }

  @Test
  void theDataThatWasFoundIsSaidInTheRecipesOfPictures() {
    CaptionedData own =
        new CaptionedData("OpenMoji", "", false, 10, List.of("data.sources=[\"here\"]"));
    ExperimentData data =
        new ExperimentData(
            Map.of(
                DataNeed.DIGITS,
                new FixedData("MNIST", 60_000, List.of()),
                DataNeed.CAPTIONED_PICTURES,
                own));
    for (Job job : experiment.jobs(Size.DEFAULT, List.of(1L), data)) {
      if (job.need().equals(Optional.of(DataNeed.CAPTIONED_PICTURES))) {
        assertThat(job.toString()).contains("data.sources=[\"here\"]");
      }
    }
  }

  @Test
  void claimsAreWhatTheResultsSay() throws IOException {
    Map<String, Claim> claims =
        experiment.conclude(outcome("OpenMoji")).results().claims().stream()
            .collect(Collectors.toMap(Claim::id, claim -> claim));
    // Chance is 10 of 250, and the seeds have 41, 42 and 43 %.
    assertThat(claims.get("retrieval.chance").measured()).isCloseTo(42 / 4.0, within(1e-9));
    assertThat(claims.get("retrieval.words").measured()).isCloseTo(20, within(1e-9));
    assertThat(claims.get("zeroshot.majority").measured()).isCloseTo(15, within(1e-9));
    assertThat(claims.get("probe.multi").measured()).isCloseTo(25, within(1e-9));
    assertThat(claims.get("shift.multi").measured()).isCloseTo(22.5, within(1e-9));
    assertThat(claims.get("digits.words").verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(claims.get("digits.transformer").verdict()).isEqualTo(Verdict.FALLS_SHORT);
    assertThat(claims.get("digits.ideal").measured()).isCloseTo(9, within(1e-9));
    assertThat(claims.get("digits.ideal").verdict()).isEqualTo(Verdict.FALLS_SHORT);
  }

  @Test
  void aMeasureThatAMethodDoesNotHaveIsADash() throws IOException {
    List<ResultTable> tables = experiment.conclude(outcome("OpenMoji")).results().tables();
    ResultTable classes =
        tables.stream().filter(t -> t.title().startsWith("Groups")).findFirst().orElseThrow();
    List<Cell> alone = classes.rows().get(2);
    assertThat(alone.get(0)).isEqualTo(Cell.text("pictures alone (SimCLR)"));
    assertThat(alone.get(1)).isEqualTo(Cell.text("–"));
    assertThat(alone.get(2)).isInstanceOf(Cell.Number.class);
  }

  @Test
  void thePageHasEverySectionAndTheVerdicts() throws IOException {
    Path page = folder.resolve(Report.NAME);
    experiment.conclude(outcome("OpenMoji")).report().write(page);
    assertThat(Files.readString(page))
        .contains(
            "Retrieval among held-out pictures",
            "noise 5",
            "shuffled",
            "ideal language encoder",
            "falls short",
            "method: made up")
        .doesNotContain("drawn scenes", "NaN");
  }

  @Test
  void scenesThatTheProgramDrewAreAnnouncedInTheTitle() throws IOException {
    Path page = folder.resolve(Report.NAME);
    experiment.conclude(outcome("drawn scenes")).report().write(page);
    assertThat(Files.readString(page)).contains("[drawn scenes, not OpenMoji]");
  }
}
