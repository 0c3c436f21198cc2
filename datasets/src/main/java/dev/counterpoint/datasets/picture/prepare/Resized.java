package dev.counterpoint.datasets.picture.prepare;

/** Resized samples {@code (rows, columns, C)}, and where they lie in the target. */
record Resized(byte[] samples, int channels, Placement across, Placement down) {

  int left() {
    return across.pad();
  }

  int right() {
    return across.pad() + across.size();
  }

  /** The samples of a row of the target; what is padding stays as it is. */
  void copy(int y, int channel, byte[] row) {
    int at = start(y, channel);
    if (at < 0) {
      return;
    }
    // Of the loop alone: the compiler does not know that a record keeps its values.
    byte[] from = samples;
    int step = channels;
    int end = right();
    for (int x = left(); x < end; x++) {
      row[x] = from[at];
      at += step;
    }
  }

  /** Where the samples of a row of the target begin; below 0 where the row is padding. */
  int start(int y, int channel) {
    int inside = y - down.pad();
    boolean shown = inside >= 0 && inside < down.size();
    return shown ? inside * across.size() * channels + channel : -1;
  }
}
