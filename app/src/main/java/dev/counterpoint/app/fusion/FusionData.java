package dev.counterpoint.app.fusion;

import dev.counterpoint.app.data.Digits;
import dev.counterpoint.app.recipe.FusionSets;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.datasets.audiovisual.AudioVisualDigits;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.download.DownloadProgress;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.features.FeatureData;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.nlvr.StatementData;
import dev.counterpoint.datasets.nlvr.StatementSource;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.SpokenSource;
import dev.counterpoint.datasets.spoken.SynthesisedDigits;
import dev.counterpoint.datasets.synthetic.Mixture;
import dev.counterpoint.datasets.synthetic.Pid;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.models.encoder.text.TextShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data of a recipe. What is drawn of them (pairs, splits, examples that the program makes)
 * follows from the seed of the run, so that runs of one seed see the same, whatever their method.
 */
public final class FusionData {

  /** Synthesised recordings are a data set, not a part of a run's randomness: one seed for all. */
  private static final long SYNTHESISED_SEED = 1;

  private final FusionRequest request;
  private final DownloadProgress progress;

  /**
   * Data from where somebody wants them.
   *
   * @param progress told of a download
   */
  public FusionData(FusionRequest request, DownloadProgress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Loads or makes the data.
   *
   * @param seed of the run
   * @throws dev.counterpoint.datasets.CounterpointException if they are not there or not in order
   */
  public FusionInput open(FusionSets sets, long seed) {
    RandomAddress address = RandomAddress.seed(seed).purpose("data");
    return switch (sets.set()) {
      case MIXTURE -> mixture(Mixture.generate(sets.mixture().settings(), address));
      case INTERACTIONS -> FusionInput.of(Pid.generate(sets.interactions().settings(), address));
      case AUDIO_VISUAL_DIGITS -> FusionInput.of(digits(sets.digits(), address));
      case NLVR ->
          statements(
              StatementSource.find(
                  request.statements(),
                  request.data(),
                  Host.current(),
                  sets.nlvr().settings(),
                  address),
              sets.nlvr().tokens());
      case FEATURES -> FusionInput.of(features(sets.features(), address));
    };
  }

  /**
   * Where recordings of digits would be read from; empty if synthesised ones would take their
   * place.
   *
   * @param data folder of data sets; else the environment names one
   */
  public static Optional<Path> recordings(Optional<Path> data) {
    return new SpokenSource(Host.current(), () -> SynthesisedDigits.of(SYNTHESISED_SEED))
        .locate(new FusionRequest(data, false, false).spoken());
  }

  /**
   * Where NLVR would be read from; empty if drawn scenes would take its place.
   *
   * @param data folder of data sets; else the environment names one
   */
  public static Optional<Path> shards(Optional<Path> data) {
    return StatementSource.locate(data, Host.current());
  }

  private static FusionInput mixture(Mixture.Generated made) {
    return new FusionInput(
        made.data(),
        Map.of(),
        Optional.empty(),
        Optional.of(new FusionInput.Kinds(made.kinds(), made.testKinds())),
        List.of());
  }

  /**
   * The pictures of digits.
   *
   * @throws dev.counterpoint.datasets.CounterpointException if they are not there or not in order
   */
  public FoundDigits digits() {
    return Digits.find(request.digits(), progress);
  }

  private MultimodalData digits(FusionSets.PairedDigits settings, RandomAddress address) {
    SpokenSource spoken =
        new SpokenSource(Host.current(), () -> SynthesisedDigits.of(SYNTHESISED_SEED));
    return AudioVisualDigits.load(
        digits(), spoken.find(request.spoken()), settings.settings(), address);
  }

  private static FusionInput statements(StatementData found, int length) {
    CaptionTokenizer tokenizer = CaptionTokenizer.parse("statements", found.tokenizer());
    List<String> notes = new ArrayList<>();
    if (found.truncated() > 0) {
      notes.add("%d statements were longer than a row and were cut".formatted(found.truncated()));
    }
    if (found.bad().count() > 0) {
      notes.add(
          "%d of %d examples could not be used:%n%s"
              .formatted(found.bad().count(), found.bad().seen(), found.bad().text()));
    }
    try (tokenizer) {
      TextShape rows =
          new TextShape(
              tokenizer.vocabularySize(),
              length,
              tokenizer.startId(),
              tokenizer.endId(),
              tokenizer.padId());
      return new FusionInput(
          found.data(),
          Map.of(StatementData.SENTENCE, rows),
          Optional.of(found.tokenizer()),
          Optional.empty(),
          notes);
    }
  }

  private static MultimodalData features(FusionSets.Features settings, RandomAddress address) {
    if (settings.source().isBlank()) {
      throw new RecipeException(
          "recipe value data.features.source: expected a folder or file, found nothing",
          "Name one with --features PATH: a folder with train.npz, validation.npz and test.npz, or"
              + " a single .npz or .safetensors file, with an array for each modality and labels.");
    }
    return FeatureData.load(Path.of(settings.source()), settings.settings(), address);
  }
}
