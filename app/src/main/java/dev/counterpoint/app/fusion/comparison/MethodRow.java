package dev.counterpoint.app.fusion.comparison;

import dev.counterpoint.app.recipe.Nearest;
import dev.counterpoint.app.recipe.RecipeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A row of a comparison: a method with what it is started from.
 *
 * @param name as in folders and tables
 * @param settings changes to the recipe, {@code key=value}
 * @param fromUnimodal whether it begins with the encoders of the unimodal rows
 */
public record MethodRow(String name, List<String> settings, boolean fromUnimodal) {

  /** What the rows of one modality alone begin with; the modality's name follows. */
  public static final String UNIMODAL = "unimodal-";

  /** The row that methods are compared with. */
  public static final String ENSEMBLE = "ensemble";

  /** Names of all rows but the unimodal ones, in the order of tables. */
  public static final List<String> NAMES =
      List.of(
          ENSEMBLE,
          "joint",
          "multi-loss",
          "uni-pre-frozen",
          "uni-pre-finetuned",
          "mslr",
          "mmcosine",
          "ogm",
          "agm",
          "mlb",
          "reconboost",
          "mmpareto",
          "relearn",
          "mcr-greedy",
          "mcr-independent",
          "mcr-collaborative",
          "mcr-pretrained");

  private static final String MCR = "mcr-";

  /** MCR in the greedy game from pre-trained encoders, as most settings of its authors begin. */
  private static final String MCR_PRETRAINED = "mcr-pretrained";

  /** Copies the list. */
  public MethodRow {
    settings = List.copyOf(settings);
  }

  /**
   * Rows by name, in the order of tables, with the unimodal ones that they need.
   *
   * @param names some of {@link #NAMES} and unimodal rows; empty is all
   * @param modalities of the data
   * @throws RecipeException if there is no row of a name; the text names the nearest
   */
  public static List<MethodRow> named(List<String> names, List<String> modalities) {
    List<MethodRow> all = new ArrayList<>();
    modalities.forEach(modality -> all.add(unimodal(modality)));
    NAMES.forEach(name -> all.add(of(name)));
    List<String> known = all.stream().map(MethodRow::name).toList();
    Set<String> wanted = new LinkedHashSet<>(names.isEmpty() ? known : names);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new RecipeException(
            "there is no method '%s' to compare".formatted(name),
            "Did you mean %s? There are %s."
                .formatted(Nearest.of(name, known), String.join(", ", known)));
      }
    }
    if (all.stream().anyMatch(row -> wanted.contains(row.name()) && row.fromUnimodal())) {
      modalities.forEach(modality -> wanted.add(UNIMODAL + modality));
    }
    return all.stream().filter(row -> wanted.contains(row.name())).toList();
  }

  private static MethodRow unimodal(String modality) {
    return new MethodRow(
        UNIMODAL + modality,
        List.of("balance.method=unimodal", "balance.modality=" + modality),
        false);
  }

  private static MethodRow of(String name) {
    if (name.equals(MCR_PRETRAINED)) {
      return new MethodRow(name, List.of("balance.method=mcr", "balance.mcr.game=greedy"), true);
    }
    if (name.startsWith(MCR)) {
      return new MethodRow(
          name,
          List.of("balance.method=mcr", "balance.mcr.game=" + name.substring(MCR.length())),
          false);
    }
    boolean pretrained = name.equals(ENSEMBLE) || name.startsWith("uni-pre");
    return new MethodRow(name, List.of("balance.method=" + name), pretrained);
  }
}
