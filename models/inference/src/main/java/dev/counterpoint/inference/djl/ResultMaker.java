package dev.counterpoint.inference.djl;

import ai.djl.modality.Classifications;
import ai.djl.modality.Output;
import ai.djl.ndarray.BytesSupplier;
import dev.counterpoint.inference.Classifier;
import dev.counterpoint.inference.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What is made of what a model says.
 *
 * @param layer what is asked of the model
 * @param make from a picture's numbers to the result
 */
record ResultMaker<O>(Layer layer, Function<float[], O> make) {

  static Classifications classes(Classifier classifier, float[] vector) {
    List<Double> probabilities = Arrays.stream(classifier.probabilities(vector)).boxed().toList();
    return new Classifications(classifier.labels(), probabilities);
  }

  static Output json(Object result) {
    Output output = new Output();
    if (result instanceof Classifications classifications) {
      output.add(classifications);
    } else {
      output.add(BytesSupplier.wrapAsJson(result));
    }
    output.addProperty("Content-Type", "application/json");
    return output;
  }
}
