package dev.counterpoint.app.bench.protocol;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A folder through which the two sides of a comparison hand each other arrays and settings, so that
 * both compute the same: float32 values without header, little endian, row by row, all arrays of a
 * file one after another.
 *
 * @param folder that exists
 */
public record Exchange(Path folder) {

  /** All parameters before the first step, running statistics included, in the network's order. */
  public static final String BEFORE = "parameters-before";

  /** Pictures {@code (N, C, H, W)} of the one batch. */
  public static final String IMAGES = "images";

  /**
   * Captions of the one batch: codes {@code (N, 20)}, or token ids {@code (N, L)}; of a fusion, its
   * second modality.
   */
  public static final String CAPTIONS = "captions";

  /** Class of each example, {@code (N)}, where the network fuses modalities. */
  public static final String LABELS = "labels";

  /**
   * Rows that stand in for an example's, {@code (CHECK_STEPS, M, S, N)}, where the method permutes;
   * whole numbers.
   */
  public static final String PERMUTATIONS = "permutations";

  /** All parameters after the steps of the check, with the side's name before it. */
  public static final String AFTER = "parameters-after";

  /** Loss of each step of the check, with the side's name before it. */
  public static final String LOSSES = "losses";

  /** Steps that both sides take to be compared. */
  public static final int CHECK_STEPS = 3;

  /** Writes one or more arrays. */
  public void write(String name, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      Files.write(file(name), bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public float[] read(String name) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(name)));
      float[] values = new float[bytes.remaining() / 4];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the settings of the training. */
  public void write(Properties settings) {
    try (Writer out = Files.newBufferedWriter(settingsFile())) {
      settings.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the settings of the training. */
  public Properties settings() {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(settingsFile())) {
      settings.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  private Path file(String name) {
    return folder.resolve(name + ".f32");
  }

  private Path settingsFile() {
    return folder.resolve("settings.properties");
  }
}
