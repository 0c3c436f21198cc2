package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the README that lead from a folder of pictures to a search, as they stand there. */
class ReadmeSearchPathTest {

  private static final Path README = Path.of("README.md");
  private static final String HEADING = "## Your own pictures";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @Test
  void fromAFolderOfPicturesToASearch() throws IOException {
    photos(40);
    List<List<String>> lines = commands();
    assertThat(lines).hasSize(5);
    for (List<String> line : lines) {
      List<String> arguments = new ArrayList<>(line);
      if (line.get(0).equals("train")) {
        // The lines are the README's, the time is that of a test.
        arguments.addAll(
            List.of("--set", "training.epochs=1", "--set", "data.side=16", "--threads", "1"));
        arguments.addAll(List.of("--set", "data.heldOut=0.2", "--no-shifts"));
      }
      Said said = Said.by(arguments.toArray(String[]::new));
      assertThat(said.code()).as("%s%n%s", arguments, said.err()).isZero();
    }
    assertThat(folder.resolve("runs/photos/retrieval.json")).exists();
    assertThat(folder.resolve("found.html")).content().contains("photos/1.png");
  }

  /** A picture each with a text beside it. */
  private void photos(int count) throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    DrawnPictures scenes = DrawnPictures.png(5, count, 24);
    for (int i = 0; i < count; i++) {
      Files.write(photos.resolve(i + ".png"), scenes.picture(i));
      Files.write(photos.resolve(i + ".txt"), scenes.description(i).captions());
    }
  }

  /** The commands below the heading, with paths in the folder of the test. */
  private List<List<String>> commands() throws IOException {
    String text = Files.readString(README);
    String section = text.substring(text.indexOf(HEADING));
    List<List<String>> commands = new ArrayList<>();
    for (String line : section.lines().toList()) {
      if (line.startsWith("    ./counterpoint ")) {
        commands.add(words(line.strip().substring("./counterpoint ".length())));
      } else if (!commands.isEmpty()) {
        return commands;
      }
    }
    return commands;
  }

  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      boolean path = word.matches("(photos|runs|models)(/.*)?|found\\.html");
      words.add(path ? folder.resolve(word).toString() : word);
    }
    return words;
  }
}
