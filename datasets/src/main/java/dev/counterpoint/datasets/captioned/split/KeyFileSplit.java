package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.NearestName;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.store.Utf8Reader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Splits by files that list the keys of each part, one a line, as Flickr8k's do. */
public final class KeyFileSplit {

  private static final int CANDIDATES = 10_000;

  private KeyFileSplit() {}

  /**
   * Splits a set. Pictures that no file lists are in no part.
   *
   * @param files the file of each part
   * @throws SplitException if a key is not in the set, or in two parts
   * @throws UnreadableFileException if a file cannot be read
   * @throws dev.counterpoint.datasets.captioned.source.NotUtf8Exception if one is not UTF-8
   */
  public static PictureSplit of(CaptionedPictures set, Map<String, Path> files) {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < set.size(); i++) {
      indices.put(set.key(i), i);
    }
    String[] partOfEach = new String[set.size()];
    files.forEach((part, file) -> read(part, file, indices, partOfEach));
    return PictureSplit.of(partOfEach, files.keySet());
  }

  private static void read(
      String part, Path file, Map<String, Integer> indices, String[] partOfEach) {
    String name = file.toString();
    try (Utf8Reader reader = new Utf8Reader(file, name);
        BufferedReader lines = new BufferedReader(reader)) {
      int line = 0;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        reader.recordStarts();
        line++;
        String key = text.strip();
        if (key.isEmpty()) {
          continue;
        }
        Integer index = indices.get(key);
        String where = MalformedSourceException.line(name, line);
        if (index == null) {
          throw new SplitException(
              "%s: there is no picture \"%s\" in the data set".formatted(where, key),
              nearest(key, indices));
        }
        if (partOfEach[index] != null && !partOfEach[index].equals(part)) {
          throw new SplitException(
              "%s: the picture \"%s\" is in two parts, %s and %s"
                  .formatted(where, key, partOfEach[index], part),
              "Take it out of one of the files.");
        }
        partOfEach[index] = part;
      }
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
  }

  private static String nearest(String key, Map<String, Integer> indices) {
    // Enough to show what keys look like; a comparison with a million takes a while.
    List<String> some = indices.keySet().stream().sorted().limit(CANDIDATES).toList();
    return "Keys are the paths of pictures as the data set has them; the nearest is \"%s\"."
        .formatted(NearestName.of(key, some));
  }
}
