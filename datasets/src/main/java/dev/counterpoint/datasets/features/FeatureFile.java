package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.download.Sha256;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpyType;
import dev.counterpoint.datasets.features.npz.NpzReader;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The arrays of one file, {@code .npz} or {@code .safetensors}.
 *
 * @param file where they are from
 * @param arrays by name
 */
record FeatureFile(Path file, Map<String, NpyArray> arrays) {

  static final List<String> ENDINGS = List.of(".npz", ".safetensors");

  /**
   * Reads a file.
   *
   * @throws FeatureDataException if its name ends otherwise, or a tensor's type is not read
   * @throws dev.counterpoint.datasets.CounterpointException if it is damaged or cannot be read
   */
  static FeatureFile read(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return new FeatureFile(file, NpzReader.read(file));
    }
    if (!name.endsWith(".safetensors")) {
      throw new FeatureDataException(
          file.toString(),
          "features are read from .npz and .safetensors files",
          "Save the arrays with numpy.savez, or with safetensors.");
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (TensorEntry entry : SafetensorsReader.read(file).entries()) {
      List<Integer> shape = new ArrayList<>();
      for (long side : entry.shape()) {
        shape.add(Math.toIntExact(Math.min(side, Integer.MAX_VALUE)));
      }
      arrays.put(entry.name(), new NpyArray(type(entry, file), shape, entry.data()));
    }
    return new FeatureFile(file, arrays);
  }

  private static NpyType type(TensorEntry entry, Path file) {
    return switch (entry.type()) {
      case F64 -> NpyType.F8;
      case F32 -> NpyType.F4;
      case F16 -> NpyType.F2;
      case I64 -> NpyType.I8;
      case I32 -> NpyType.I4;
      case U8 -> NpyType.U1;
      case BF16, I16, I8, BOOL ->
          throw new FeatureDataException(
              "%s: array '%s'".formatted(file, entry.name()),
              "numbers of type %s; read are F16, F32, F64, I32, I64 and U8".formatted(entry.type()),
              "Convert it to float32, or to int64 for labels.");
    };
  }

  /** SHA-256 of the file. */
  String sum() {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  /** Where an array is, for messages. */
  String where(String array) {
    return "%s: array '%s'".formatted(file, array);
  }
}
