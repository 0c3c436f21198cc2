package dev.counterpoint.app.tensorboard;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.datasets.picture.file.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of events that TensorBoard reads, written as the training goes.
 *
 * <p>Every method hands its events to the system in one write, so that a reader sees them at once
 * and a process that is killed leaves whole events, or one that is cut off at the end, which
 * readers skip. Nothing is forced to the disk: a power cut may take the last events, which {@code
 * metrics.jsonl} has as well.
 *
 * <p>A training that is resumed opens a new file in the same folder; readers join the files in the
 * order of their names and drop what the earlier ones hold of later steps. Not safe for threads.
 */
public final class EventFile implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");

  private final Path path;
  private final OutputStream out;
  private final Clock clock;

  EventFile(Path path, OutputStream out, Clock clock) {
    this.path = path;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Begins a new file.
   *
   * @param folder is made where it is missing; other files in it belong to the same training
   * @param step steps that are done: what older files say of later ones is void
   * @throws FileNotWrittenException if the disk does not let it
   */
  public static EventFile begin(Path folder, long step) {
    return begin(folder, step, Clock.systemUTC());
  }

  static EventFile begin(Path folder, long step, Clock clock) {
    EventFile file = create(folder, clock);
    try {
      file.append(
          EventMessages.fileVersion(file.now()),
          // Readers drop from the named step on; what came before the first step is written again.
          EventMessages.sessionStart(file.now(), step == 0 ? 0 : step + 1));
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static EventFile create(Path folder, Clock clock) {
    Path path = folder;
    try {
      Files.createDirectories(folder);
      // Readers go through the names in order, also when the clock was set back or stands.
      long seconds = Math.max(clock.instant().getEpochSecond(), newest(folder) + 1);
      while (true) {
        path = folder.resolve("events.out.tfevents.%010d.counterpoint".formatted(seconds));
        try {
          OutputStream out =
              Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          return new EventFile(path, out, clock);
        } catch (FileAlreadyExistsException e) {
          seconds++;
        }
      }
    } catch (IOException e) {
      throw new FileNotWrittenException(path, e);
    }
  }

  private static long newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(0);
    }
  }

  /** The file itself. */
  public Path path() {
    return path;
  }

  /**
   * Adds numbers of one step.
   *
   * @param values by tag, such as {@code train/loss}; kept as float32
   * @throws FileNotWrittenException if the disk does not let it
   */
  public void scalars(long step, Map<String, Double> values) {
    List<ProtobufMessage> summary = new ArrayList<>();
    values.forEach((tag, value) -> summary.add(EventMessages.scalar(tag, value)));
    add(step, summary);
  }

  /**
   * Adds a picture, as PNG.
   *
   * @throws FileNotWrittenException if the disk does not let it
   */
  public void picture(long step, String tag, Picture picture) {
    add(step, List.of(EventMessages.picture(tag, picture, PngPicture.encode(picture))));
  }

  /**
   * Adds a histogram; where values were not finite, also their number as the scalar {@code
   * TAG/notFinite}.
   *
   * @throws FileNotWrittenException if the disk does not let it
   */
  public void histogram(long step, String tag, Histogram histogram) {
    List<ProtobufMessage> summary = new ArrayList<>();
    summary.add(EventMessages.histogram(tag, histogram));
    if (histogram.notFinite() > 0) {
      summary.add(EventMessages.scalar(tag + "/notFinite", histogram.notFinite()));
    }
    add(step, summary);
  }

  /**
   * Adds a text.
   *
   * @param markdown may hold tables and code blocks
   * @throws FileNotWrittenException if the disk does not let it
   */
  public void text(long step, String tag, String markdown) {
    add(step, List.of(EventMessages.text(tag, markdown)));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new FileNotWrittenException(path, e);
    }
  }

  private void add(long step, List<ProtobufMessage> values) {
    append(EventMessages.summary(now(), step, values));
  }

  private void append(ProtobufMessage... events) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (ProtobufMessage event : events) {
      frames.writeBytes(RecordFrame.of(event.toByteArray()));
    }
    try {
      out.write(frames.toByteArray());
    } catch (IOException e) {
      throw new FileNotWrittenException(path, e);
    }
  }

  private double now() {
    return clock.millis() / 1e3;
  }
}
