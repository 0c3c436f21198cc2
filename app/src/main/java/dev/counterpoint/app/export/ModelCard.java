package dev.counterpoint.app.export;

import dev.counterpoint.app.evaluation.EnvironmentScore;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunManifest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page that stands beside a model: what it is, what it was trained on, what was measured of it,
 * and what it is not for. Made from the run alone.
 *
 * @param name of the model
 * @param recipe of the run
 * @param manifest of the run
 * @param evaluation of the run
 * @param shape of a picture: channels, height, width
 * @param parity how far each graph is from what was trained
 */
record ModelCard(
    String name,
    Recipe recipe,
    RunManifest manifest,
    RunEvaluation evaluation,
    List<Integer> shape,
    List<GraphParity> parity) {

  /** The page in Markdown, with the front matter that model hubs read. */
  String text() {
    return String.join(
        "\n", head(), use(), measured(), training(), limits(), agreement(), licence());
  }

  private String head() {
    return """
        ---
        license: apache-2.0
        library_name: counterpoint
        pipeline_tag: %s
        tags: [counterpoint, onnx, colored-mnist, %s]
        ---

        # %s

        %s Trained on coloured digits of %s.
        """
        .formatted(
            task(),
            recipe.method().name().toLowerCase(Locale.ROOT),
            name,
            description(),
            manifest.digits());
  }

  /** What model hubs call what it does. */
  String task() {
    return recipe.method() == Recipe.Method.CLIP
        ? "zero-shot-image-classification"
        : "image-classification";
  }

  private String description() {
    return switch (recipe.method()) {
      case CLIP ->
          "An image encoder and a caption encoder, trained so that picture and caption find each"
              + " other (CLIP). Classes are told from the captions of each digit in every colour.";
      case SIMCLR ->
          "An image encoder, trained so that two views of a picture find each other (SimCLR)."
              + " Classes are told by a linear probe of its features, fitted on the training labels.";
      case SUPERVISED -> "An image encoder with a linear head, trained on labels.";
    };
  }

  private String use() {
    return """
        ## Use

        ```sh
        ./counterpoint classify picture.png --model FOLDER
        ```

        ```java
        try (ImageModel model = ImageModel.open(Path.of("FOLDER"))) {
          System.out.println(model.classify(Path.of("picture.png")).best());
        }
        ```

        `model.onnx` runs in any ONNX runtime: its input `pixel_values` is (N, %d, %d, %d) float32, channel
        values divided by 255. `config.json` names the outputs, `preprocessor_config.json` says how a
        picture of any size becomes an input.
        """
        .formatted(shape.get(0), shape.get(1), shape.get(2));
  }

  private String measured() {
    StringBuilder rows = new StringBuilder();
    for (ReadoutScore score : evaluation.readouts()) {
      for (EnvironmentScore on : score.environments()) {
        if (!Double.isNaN(on.noisy())) {
          rows.append(
              String.format(
                  Locale.ROOT,
                  "| %s, %s | %s | %.2f | %.2f | %.2f | %d |%n",
                  score.readout(),
                  score.layer().name().toLowerCase(Locale.ROOT),
                  on.environment(),
                  on.noisy(),
                  standardError(on.noisy(), on.size()),
                  on.clean(),
                  on.size()));
        }
      }
    }
    return """
        ## Measured

        Accuracy of this one model in %%, against the noisy labels and against what the pictures show; the
        standard error is that of a share of n examples. What varies from seed to seed is in the report of
        `./counterpoint reproduce colored-mnist`.

        | readout | environment | noisy labels | s.e. | shown digit | n |
        | --- | --- | ---: | ---: | ---: | ---: |
        %s"""
        .formatted(rows);
  }

  private static double standardError(double percent, int n) {
    return Math.sqrt(percent * (100 - percent) / n);
  }

  private String training() {
    String hashes =
        manifest.sha256().isEmpty()
            ? "drawn by the program"
            : manifest.sha256().entrySet().stream()
                .map(file -> "`" + file.getKey() + "` " + file.getValue())
                .collect(Collectors.joining(",\n  "));
    String versions =
        manifest.versions().entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", "));
    return """
        ## Training

        - protocol %s: a digit has its own colour in %.1f %% of cases, in the reversed test its
          neighbour's as often; %.0f %% of the labels are redrawn
        - data: %s; SHA-256 %s
        - seed %d, step %d, %.0f s on %s
        - %s

        The whole recipe:

        ```yaml
        %s```
        """
        .formatted(
            recipe.data().protocol().name().toLowerCase(Locale.ROOT),
            100 * recipe.data().colorRate(),
            100 * recipe.data().labelNoise(),
            manifest.digits(),
            hashes,
            manifest.seed(),
            evaluation.step(),
            manifest.seconds(),
            manifest.device(),
            versions,
            Recipes.toYaml(recipe));
  }

  private String limits() {
    return """
        ## Intended use and limits

        For reproducing and teaching the shift of ColoredMNIST (Huang et al. 2024, section 6), and as a
        small model to try a program with. It knows coloured digits and nothing else: whatever else it is
        shown, it names a digit all the same, and the probability means nothing. %s
        """
        .formatted(
            switch (recipe.method()) {
              case CLIP -> "Its captions are one-hot codes of colour and digit, not sentences.";
              case SIMCLR ->
                  "It reads the colour more than the shape, which is what it is there to show: do not"
                      + " take it for a digit recogniser.";
              case SUPERVISED ->
                  "It leans on the colour: what the reversed colours cost it stands above.";
            });
  }

  private String agreement() {
    String rows =
        parity.stream()
            .map(
                p ->
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %.1e | %.1e | %.0e |",
                        p.graph(),
                        p.examples(),
                        p.absolute(),
                        p.relative(),
                        p.tolerance()))
            .collect(Collectors.joining("\n"));
    return """
        ## Parity

        The exported graphs in ONNX Runtime against the trained network in PyTorch, on random inputs and
        on pictures of the test set. The relative difference is to each value, the smallest included.

        | graph | examples | largest difference | relative | tolerance |
        | --- | ---: | ---: | ---: | ---: |
        %s
        """
        .formatted(rows);
  }

  private String licence() {
    boolean mnist = manifest.digits().startsWith("MNIST");
    return """
        ## Licence

        The weights are under the Apache License 2.0. They were trained on %s%s
        """
        .formatted(
            manifest.digits(),
            mnist
                ? ": Yann LeCun, Corinna Cortes, Christopher J. C. Burges, commonly stated as CC BY-SA"
                    + " 3.0."
                : ".");
  }
}
