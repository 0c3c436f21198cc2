package dev.counterpoint.app.reproduce.imagecaption;

import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.CAPTIONS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.PICTURES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.TWO_TOWERS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.WORDS;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.Retrieval;
import dev.counterpoint.app.reproduce.job.Retrieval.Direction;
import dev.counterpoint.app.reproduce.job.Retrieval.Shift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tables of the experiment on pictures with captions. */
final class ImageCaptionTables {

  private final Map<String, Retrievals> methods = new LinkedHashMap<>();

  ImageCaptionTables(Outcome outcome) {
    methods.put("two towers, transformer", Retrievals.of(outcome, TWO_TOWERS));
    methods.put("two towers, bag of words", Retrievals.of(outcome, WORDS));
    methods.put("pictures alone (SimCLR)", Retrievals.of(outcome, PICTURES));
    methods.put("captions alone", Retrievals.of(outcome, CAPTIONS));
  }

  private Retrievals towers() {
    return methods.get("two towers, transformer");
  }

  private Retrievals words() {
    return methods.get("two towers, bag of words");
  }

  private Retrievals pictures() {
    return methods.get("pictures alone (SimCLR)");
  }

  ResultTable retrieval() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String method : methods.keySet().stream().limit(2).toList()) {
      Retrievals own = methods.get(method);
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method)));
      row.addAll(direction(own, Retrieval::captionToPicture));
      row.addAll(direction(own, Retrieval::pictureToCaption));
      rows.add(row);
    }
    Retrieval any = towers().seeds().get(0);
    List<Cell> chance = new ArrayList<>(List.of(Cell.text("drawn order, by captions")));
    chance.addAll(direction(towers(), Retrieval::chance));
    for (int i = 0; i < 4; i++) {
      chance.add(Cell.text("–"));
    }
    rows.add(chance);
    return new ResultTable(
        "Retrieval among held-out pictures",
        "%d pictures that no training saw. C→P: pictures by captions, P→C: captions by pictures;"
                .formatted(any.pictures())
            + " recall among the first 1, 5 and 10 in %, and the median rank of what belongs"
            + " together.",
        List.of(
            "Method",
            "C→P @1",
            "C→P @5",
            "C→P @10",
            "C→P rank",
            "P→C @1",
            "P→C @5",
            "P→C @10",
            "P→C rank"),
        rows);
  }

  private static List<Cell> direction(Retrievals own, Function<Retrieval, Direction> way) {
    return List.of(
        Retrievals.cell(own.each(seed -> way.apply(seed).recallAt1()), 1),
        Retrievals.cell(own.each(seed -> way.apply(seed).recallAt5()), 1),
        Retrievals.cell(own.each(seed -> way.apply(seed).recallAt10()), 1),
        Retrievals.cell(own.each(seed -> way.apply(seed).medianRank()), 0));
  }

  ResultTable classes() {
    List<List<Cell>> rows = new ArrayList<>();
    methods.forEach(
        (method, own) ->
            rows.add(
                List.of(
                    Cell.text(method),
                    Retrievals.cell(own.each(seed -> seed.zeroShot().accuracy()), 1),
                    Retrievals.cell(own.each(seed -> seed.probe().accuracy()), 1),
                    Retrievals.cell(own.corrupted(Shift::probe), 1))));
    double[] majority = towers().each(seed -> seed.zeroShot().majority());
    rows.add(
        List.of(
            Cell.text("the largest group, always"),
            Retrievals.cell(majority, 1),
            Retrievals.cell(majority, 1),
            Cell.text("–")));
    return new ResultTable(
        "Groups of held-out pictures",
        "Accuracy in %. Zero-shot: by the groups' names in prompts. Linear probe: fitted on the"
            + " features of training pictures with their labels. Corrupted: the same probe, mean"
            + " over all corruptions and strengths.",
        List.of("Method", "Zero-shot", "Linear probe", "Linear probe, corrupted"),
        rows);
  }

  ResultTable corruptions() {
    return shifts(
        "Corrupted pictures",
        "The models and probes as they are, on held-out pictures to which something was done, at"
            + " five strengths. Recall@10 of pictures by captions and accuracies in %.",
        Retrieval::corruptions);
  }

  ResultTable captionShifts() {
    return shifts(
        "Changed captions",
        "Held-out captions to which something was done, pictures as they are. What does not change"
            + " when words are shuffled does not read their order.",
        Retrieval::captionShifts);
  }

  private ResultTable shifts(
      String title, String explanation, Function<Retrieval, List<Shift>> shifts) {
    List<List<Cell>> rows = new ArrayList<>();
    List<Shift> all = shifts.apply(towers().seeds().get(0));
    for (int i = 0; i < all.size(); i++) {
      Shift shift = all.get(i);
      String name = shift.strength() == 0 ? shift.name() : shift.name() + " " + shift.strength();
      rows.add(
          List.of(
              Cell.text(name),
              Retrievals.cell(towers().at(i, shifts, Shift::recallAt10), 1),
              Retrievals.cell(words().at(i, shifts, Shift::recallAt10), 1),
              Retrievals.cell(towers().at(i, shifts, Shift::probe), 1),
              Retrievals.cell(pictures().at(i, shifts, Shift::probe), 1)));
    }
    return new ResultTable(
        title,
        explanation,
        List.of(
            "What was done",
            "Transformer @10",
            "Bag of words @10",
            "Transformer, probe",
            "Pictures alone, probe"),
        rows);
  }

  ResultTable space() {
    List<List<Cell>> rows = new ArrayList<>();
    methods.forEach(
        (method, own) ->
            rows.add(
                List.of(
                    Cell.text(method),
                    Retrievals.cell(own.each(seed -> seed.space().gap()), 3),
                    Retrievals.cell(own.each(seed -> seed.space().alignment()), 3),
                    Retrievals.cell(own.each(seed -> seed.space().uniformity()), 3))));
    return new ResultTable(
        "How embeddings lie",
        "Modality gap: distance of the mean picture from the mean caption (Liang et al. 2022)."
            + " Alignment: mean squared distance of pairs. Uniformity: log of the mean Gaussian"
            + " potential, nats; lower is more even (Wang and Isola 2020).",
        List.of("Method", "Gap", "Alignment", "Uniformity"),
        rows);
  }
}
