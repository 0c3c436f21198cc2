package dev.counterpoint.app.fusion.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.recipe.FusionRecipes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every method has the same chance, and settings that a recipe takes. */
class CandidatesTest {

  private static final List<String> MODALITIES = List.of("image", "audio");

  @Test
  void everyMethodHasTheSameNumberOfCandidatesAndItsLearningRateIsAmongThem() {
    for (MethodRow row : MethodRow.named(List.of(), MODALITIES)) {
      if (row.name().equals(MethodRow.ENSEMBLE)) {
        continue;
      }
      List<List<String>> tried = new ArrayList<>(Candidates.first(row.name(), MODALITIES));
      tried.addAll(Candidates.second(row.name(), MODALITIES, tried.get(1)));
      assertThat(new LinkedHashSet<>(tried)).as(row.name()).hasSize(Candidates.BUDGET);
      for (List<String> settings : tried) {
        assertThat(settings.get(0)).startsWith("optimizer.learningRate=");
        List<String> all = new ArrayList<>(row.settings());
        all.addAll(settings);
        if (row.fromUnimodal()) {
          all.add("start.from=[\"one\", \"other\"]");
        }
        FusionRecipes.load("fusion-digits", all);
      }
      assertThat(tried.stream().map(settings -> settings.get(0)).distinct().count())
          .as(row.name())
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void whatComesWithTheProgramHasEveryMethod() {
    for (String recipe :
        List.of("fusion-mixture", "fusion-interactions", "fusion-digits", "fusion-nlvr")) {
      Tuning tuning = Tuning.builtIn(recipe);
      for (String row : MethodRow.NAMES) {
        if (!row.equals(MethodRow.ENSEMBLE)) {
          assertThat(tuning.method(row)).as("%s of %s", row, recipe).isPresent();
          assertThat(tuning.method(row).get().candidates()).hasSize(Candidates.BUDGET);
        }
      }
    }
  }
}
