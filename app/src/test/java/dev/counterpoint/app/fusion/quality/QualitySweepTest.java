package dev.counterpoint.app.fusion.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.synthetic.Mixture;
import dev.counterpoint.datasets.synthetic.MixtureSettings;
import dev.counterpoint.models.latentquality.LatentQualityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three modalities that the program makes, in debug size. */
class QualitySweepTest {

  private static final DeviceChoice CPU = new DeviceChoice("cpu");
  private static final List<Integer> SIZES = List.of(20, 80);

  @TempDir private Path folder;

  private static FusionRecipe recipe(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("training.epochs=6", "training.batchSize=16", "encoders.features=8"));
    all.addAll(List.of(more));
    return FusionRecipes.load("fusion-features", all);
  }

  private static FusionInput input() {
    MixtureSettings settings = MixtureSettings.three(0.4, 0.2, 0.2, 0.2, 0).withSizes(160, 60, 200);
    return FusionInput.of(Mixture.generate(settings, RandomAddress.seed(3)).data());
  }

  private static QualitySweep sweep() {
    return new QualitySweep(recipe(), SIZES, 5, input(), CPU);
  }

  @Test
  void everySubsetAndSizeIsMeasured() {
    QualityResults results =
        sweep().run(folder, new Interrupt(), (step, total, loss) -> {}).orElseThrow();
    assertThat(results.complete()).isTrue();
    assertThat(results.measurements()).hasSize(14);
    assertThat(results.pool()).isEqualTo(160);
    assertThat(results.measurements()).extracting(results::eta).contains(0.0);
    for (SubsetMeasurement one : results.measurements()) {
      assertThat(results.eta(one)).isNotNegative();
      assertThat(one.learned().crossEntropy()).isPositive().isFinite();
      assertThat(one.learned().clipped()).isLessThanOrEqualTo(results.clip());
      assertThat(one.step()).isBetween(1L, 60L);
      // The left side is within what is known of the right side.
      for (SubsetMeasurement other : results.measurements()) {
        if (one.examples() == other.examples()) {
          assertThat(one.learned().clipped() - other.learned().clipped())
              .isLessThanOrEqualTo(one.against(other, results.clip()).known());
        }
      }
    }
    assertThat(QualityResults.read(folder)).isEqualTo(results);
    assertThat(QualityTable.of(List.of(results)).rows()).hasSize(14);
  }

  @Test
  void goesOnWhereItWasStoppedAndEndsTheSame() throws Exception {
    Path stopped = Files.createDirectories(folder.resolve("stopped"));
    Path whole = Files.createDirectories(folder.resolve("whole"));
    Interrupt interrupt = new Interrupt();
    assertThat(
            sweep()
                .run(
                    stopped,
                    interrupt,
                    (step, total, loss) -> {
                      if (step == 4) {
                        interrupt.request();
                      }
                    }))
        .isEmpty();
    QualityResults part = QualityResults.read(stopped);
    assertThat(part.complete()).isFalse();
    assertThat(part.measurements()).hasSize(4);
    sweep().run(stopped, new Interrupt(), (step, total, loss) -> {});
    sweep().run(whole, new Interrupt(), (step, total, loss) -> {});
    assertThat(Files.readString(stopped.resolve(QualityResults.NAME)))
        .isEqualTo(Files.readString(whole.resolve(QualityResults.NAME)));
  }

  @Test
  void resultsOfOtherSettingsAreNotTaken() {
    sweep().run(folder, new Interrupt(), (step, total, loss) -> {});
    QualityResults other =
        new QualitySweep(recipe("encoders.features=4"), List.of(20), 5, input(), CPU)
            .run(folder, new Interrupt(), (step, total, loss) -> {})
            .orElseThrow();
    assertThat(other.measurements()).hasSize(7);
    assertThat(other.settings()).contains("features: 4");
  }

  @Test
  void sizesAreThoseThatHalfThePoolHas() {
    assertThat(QualitySizes.of(List.of(), 400, 4)).containsExactly(50, 100, 200);
    assertThat(QualitySizes.of(List.of(), 30, 4)).containsExactly(15);
    assertThat(QualitySizes.of(List.of(), 6, 4)).containsExactly(4);
    assertThat(QualitySizes.of(List.of(9, 5, 9), 10, 4)).containsExactly(5, 9);
    assertThatThrownBy(() -> QualitySizes.of(List.of(3), 10, 4))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("expected 4 (one example for each class) to 10")
        .hasMessageContaining("nearest valid value is 4");
    assertThatThrownBy(() -> QualitySizes.of(List.of(11), 10, 4)).hasMessageContaining("is 10");
  }

  @Test
  void subsetsComeInTheOrderOfTheirBits() {
    assertThat(QualitySweep.subsets(List.of("a", "b", "c")))
        .containsExactly(
            List.of("a"),
            List.of("b"),
            List.of("a", "b"),
            List.of("c"),
            List.of("a", "c"),
            List.of("b", "c"),
            List.of("a", "b", "c"));
  }

  @Test
  void whatCannotBeMeasuredIsNamed() {
    assertThatThrownBy(() -> new QualitySweep(recipe("balance.method=ogm"), SIZES, 1, input(), CPU))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("found ogm");
    MultimodalData data = input().data();
    MultimodalPart train = data.train();
    MultimodalPart oneClass = new MultimodalPart(train.arrays(), new int[train.size()]);
    FusionInput same = FusionInput.of(data.with(oneClass, data.validation(), data.test()));
    assertThatThrownBy(() -> new QualitySweep(recipe(), SIZES, 1, same, CPU))
        .isInstanceOf(LatentQualityException.class)
        .hasMessageContaining("all 160 training examples are of class 0");
    FusionInput few = FusionInput.of(data.with(train.first(3), data.validation(), data.test()));
    assertThatThrownBy(() -> new QualitySweep(recipe(), SIZES, 1, few, CPU))
        .hasMessageContaining("3 training examples for 5 classes");
    assertThatThrownBy(() -> data.only(List.of())).hasMessageContaining("no modality");
    assertThatThrownBy(() -> data.only(List.of("touch"))).hasMessageContaining("'touch'");
  }

  @Test
  void theTheoremsTermsAreOfTheClippedLoss() {
    SubsetRisk low = new SubsetRisk(1, 0, 0.1, 0, 0.9);
    SubsetRisk high = new SubsetRisk(2, 0, 0.2, 0, 1.5);
    SubsetMeasurement one = new SubsetMeasurement(List.of("a"), 100, 1, high, high, 1, 0.7, 0.4);
    SubsetMeasurement other = new SubsetMeasurement(List.of("b"), 100, 1, low, low, 1, 0.2, 0.4);
    assertThat(one.against(other, 2).gamma()).isCloseTo(0.6, within(1e-12));
    assertThat(one.against(other, 2).excess()).isCloseTo(0.3, within(1e-12));
    assertThat(other.against(one, 2).excess()).isZero();
    assertThat(one.against(other, 2).complexity()).isNaN();
  }
}
