package dev.counterpoint.app.cli.search;

import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.search.exact.UnitVector;
import dev.counterpoint.inference.search.folder.NoDirectionException;
import dev.counterpoint.inference.text.TextEmbeddings;
import dev.counterpoint.inference.text.TextModel;
import java.util.ArrayList;
import java.util.List;

/** From queries to directions; a tower that no query needs is not loaded. */
final class QueryVectors {

  private QueryVectors() {}

  /** {@code (queries, D)}, in their order. */
  static List<float[]> of(List<Query> queries, Bundle bundle, RuntimeOptions options) {
    List<float[]> vectors = new ArrayList<>();
    List<String> sentences =
        queries.stream().filter(query -> query.picture().isEmpty()).map(Query::text).toList();
    List<float[]> ofSentences = sentences.isEmpty() ? List.of() : texts(sentences, bundle, options);
    List<float[]> ofPictures = pictures(queries, bundle, options);
    int sentence = 0;
    int picture = 0;
    for (Query query : queries) {
      float[] vector =
          query.picture().isEmpty() ? ofSentences.get(sentence++) : ofPictures.get(picture++);
      vectors.add(UnitVector.of(vector).orElseThrow(() -> new NoDirectionException(query.text())));
    }
    return vectors;
  }

  private static List<float[]> texts(
      List<String> sentences, Bundle bundle, RuntimeOptions options) {
    try (TextModel model = TextModel.open(bundle, options)) {
      TextEmbeddings encoded = model.embed(sentences);
      Sentences.reportTruncated(encoded.truncated(), model.length());
      List<float[]> vectors = new ArrayList<>();
      for (int i = 0; i < sentences.size(); i++) {
        vectors.add(encoded.vectors().row(i));
      }
      return vectors;
    }
  }

  private static List<float[]> pictures(
      List<Query> queries, Bundle bundle, RuntimeOptions options) {
    if (queries.stream().allMatch(query -> query.picture().isEmpty())) {
      return List.of();
    }
    try (ImageModel model = ImageModel.open(bundle, options)) {
      return queries.stream().flatMap(query -> query.picture().stream()).map(model::embed).toList();
    }
  }
}
