package dev.counterpoint.inference.search.approximate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.Match;
import dev.counterpoint.inference.search.TestIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproximateIndexTest {

  @TempDir Path folder;

  @Test
  void theGraphFindsNearlyAllWithTheScoresOfTheExactIndex() {
    EmbeddingIndex index = TestIndexes.clusters(folder.resolve("x"), 5_000, 16, 50, 1);
    try (ApproximateIndex graph = ApproximateIndex.openOrBuild(index)) {
      assertThat(graph.recall()).isBetween(0.95, 1.0);
      float[] query = index.vector(77);
      List<Match> found = graph.search(query, 10);
      assertThat(found).hasSize(10);
      assertThat(found.get(0)).isEqualTo(index.search(query, 1).get(0));
    }
  }

  @Test
  void theGraphIsBuiltOnceForEachContent() throws IOException {
    EmbeddingIndex first = TestIndexes.noise(folder.resolve("x"), 50, 8, 1);
    ApproximateIndex.openOrBuild(first).close();
    assertThat(ApproximateIndex.exists(first)).isTrue();
    EmbeddingIndex second = TestIndexes.noise(folder.resolve("x"), 50, 8, 2);
    assertThat(ApproximateIndex.exists(second)).isFalse();
    ApproximateIndex.openOrBuild(second).close();
    try (Stream<Path> graphs = Files.list(folder.resolve("x.hnsw"))) {
      assertThat(graphs.map(graph -> graph.getFileName().toString()))
          .containsExactly(second.contents());
    }
  }

  @Test
  void fewerVectorsThanAskedForAreAllFound() {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), 3, 4, 1);
    try (ApproximateIndex graph = ApproximateIndex.openOrBuild(index)) {
      assertThat(graph.search(index.vector(0), 10)).isEqualTo(index.search(index.vector(0), 10));
    }
  }

  @Test
  void vectorsThatAreTooWideAreRefused() {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), 2, 1_025, 1);
    assertThatThrownBy(() -> ApproximateIndex.openOrBuild(index))
        .isInstanceOf(TooWideException.class)
        .hasMessageContaining("up to 1024 numbers, these have 1025");
  }

  @Test
  void aDamagedGraphIsAnErrorThatSaysWhatToDo() throws IOException {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), 20, 4, 1);
    ApproximateIndex.openOrBuild(index).close();
    try (Stream<Path> files = Files.list(folder.resolve("x.hnsw").resolve(index.contents()))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[10]);
      }
    }
    assertThatThrownBy(() -> ApproximateIndex.openOrBuild(index))
        .isInstanceOf(UnusableGraphException.class)
        .hasMessageContaining("Remove the folder");
  }
}
