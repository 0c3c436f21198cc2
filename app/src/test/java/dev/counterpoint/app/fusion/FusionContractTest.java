package dev.counterpoint.app.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.FusionComparison;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.comparison.Tuning;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All methods over every registered data set: a newcomer is tested from its first line. */
class FusionContractTest {

  @TempDir Path folder;

  static List<String> recipes() {
    return TinyFusions.recipes();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void allMethodsTrainAndAreMeasured(String base) throws Exception {
    FusionRecipe recipe = TinyFusions.recipe(base, folder);
    Path file = Files.writeString(folder.resolve("recipe.yaml"), FusionRecipes.toYaml(recipe));
    FusionInput input = TinyFusions.input(recipe);
    FusionComparison comparison =
        new FusionComparison(
            folder.resolve("seed-1"),
            file.toString(),
            List.of(),
            1,
            input,
            new DeviceChoice("cpu"));
    List<MethodRow> rows = MethodRow.named(List.of(), comparison.modalities());
    assertThat(rows).hasSize(comparison.modalities().size() + MethodRow.NAMES.size());
    List<String> warnings = new ArrayList<>();
    boolean done =
        comparison.run(
            rows,
            Tuning.none(),
            new Interrupt(),
            new FusionComparison.Watch((step, total, loss) -> {}, row -> {}, warnings::add));
    assertThat(done).isTrue();
    ComparedRows compared = new ComparedRows(comparison.directory());
    assertThat(compared.modalities()).isEqualTo(comparison.modalities());
    for (MethodRow row : rows) {
      BalanceEvaluation measured = compared.evaluation(row.name());
      assertThat(measured.accuracy()).as(row.name()).isBetween(0.0, 1.0);
      assertThat(measured.modalities()).hasSize(comparison.modalities().size());
      double shares = measured.modalities().stream().mapToDouble(m -> m.shapley()).sum();
      double none = measured.subsets().get(0).accuracy();
      assertThat(shares).as(row.name()).isCloseTo(measured.accuracy() - none, within(1e-6));
      assertThat(compared.manifest(row.name()).ending()).isEqualTo("complete");
    }
    assertThat(MethodsTable.of(base, List.of(compared)).rows()).hasSize(rows.size());
    // The unimodal rows of uni-pre and the ensemble are the ones that stand beside them.
    int ensemble =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).name().equals("ensemble"))
            .findFirst()
            .getAsInt();
    assertThat(ensemble).isEqualTo(comparison.modalities().size());
    assertThat(compared.manifest("ensemble").seconds()).isLessThan(60);
  }
}
