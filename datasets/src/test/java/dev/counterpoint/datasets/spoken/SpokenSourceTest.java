package dev.counterpoint.datasets.spoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenSourceTest {

  @TempDir Path temporary;
  private final Map<String, String> variables = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"fsdd/recordings", "fsdd", "recordings", "."})
  void recordingsAreFoundBelowTheDataFolder(String below) throws IOException {
    Path folder = FsddFiles.write(temporary.resolve(below));

    FoundSpoken found = find(SpokenChoice.ANY, Optional.empty(), Optional.of(temporary));

    assertThat(found.origin()).isEqualTo(Origin.DATA_FOLDER);
    assertThat(found.digits().name()).isEqualTo("FSDD");
    assertThat(found.explanation())
        .isEqualTo("FSDD from " + folder + ": 80 recordings of 2 speakers.");
  }

  @Test
  void givenFolderComesBeforeAllOthers() throws IOException {
    variables.put("COUNTERPOINT_DATA", temporary.resolve("other").toString());
    Path given = FsddFiles.write(temporary.resolve("given/recordings")).getParent();

    FoundSpoken found =
        find(SpokenChoice.FSDD, Optional.of(given), Optional.of(temporary.resolve("data")));

    assertThat(found.origin()).isEqualTo(Origin.GIVEN_FOLDER);
    assertThat(found.explanation()).contains(given.resolve("recordings").toString());
  }

  @Test
  void environmentNamesTheDataFolder() throws IOException {
    Path folder = FsddFiles.write(temporary.resolve("fsdd/recordings"));
    variables.put("COUNTERPOINT_DATA", temporary.toString());

    assertThat(source().find(SpokenRequest.any()).origin()).isEqualTo(Origin.ENVIRONMENT);
    assertThat(source().locate(SpokenRequest.any())).contains(folder);
    assertThat(source().locate(SpokenRequest.synthesised())).isEmpty();
  }

  @Test
  void withoutRecordingsSynthesisedOnesTakeThePlaceAndSayWhy() {
    FoundSpoken nothingNamed = source().find(SpokenRequest.any());
    assertThat(nothingNamed.origin()).isEqualTo(Origin.RENDERED);
    assertThat(nothingNamed.digits().drawn()).isTrue();
    assertThat(nothingNamed.explanation())
        .contains("synthesised by the program take the place of FSDD")
        .contains("no data folder was named (--data, COUNTERPOINT_DATA)")
        .contains("git clone");

    FoundSpoken lacking = find(SpokenChoice.ANY, Optional.empty(), Optional.of(temporary));
    assertThat(lacking.explanation())
        .contains("looked for recordings, DIGIT_SPEAKER_TAKE.wav, in " + temporary);
  }

  @Test
  void whereRecordingsAreRequiredThereAreNoSynthesisedOnes() throws IOException {
    SpokenRequest request =
        new SpokenRequest(SpokenChoice.FSDD, Optional.empty(), Optional.of(temporary));

    for (SpokenRequest each :
        List.of(
            request, new SpokenRequest(SpokenChoice.FSDD, Optional.empty(), Optional.empty()))) {
      assertThatThrownBy(() -> source().find(each))
          .isInstanceOf(DatasetNotFoundException.class)
          .hasMessageContaining("FSDD is not to be had")
          .hasMessageContaining("CC BY-SA 4.0");
      assertThatThrownBy(() -> source().locate(each)).isInstanceOf(DatasetNotFoundException.class);
    }
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    assertThatThrownBy(() -> find(SpokenChoice.ANY, Optional.of(empty), Optional.empty()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining(empty + " has no recording");
  }

  @Test
  void synthesisedDigitsOnRequestLookForNothing() {
    assertThat(source().find(SpokenRequest.synthesised()).explanation())
        .isEqualTo("Synthesised spoken digits, as was asked for.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SpokenRequest(
                    SpokenChoice.SYNTHESISED, Optional.of(temporary), Optional.empty()));
  }

  private FoundSpoken find(SpokenChoice choice, Optional<Path> recordings, Optional<Path> data) {
    return source().find(new SpokenRequest(choice, recordings, data));
  }

  private SpokenSource source() {
    return new SpokenSource(
        new Host(variables, "Linux", temporary),
        () -> new SpokenDigits("drawn", true, 8_000, List.of(), List.of(), "0"));
  }
}
