package dev.counterpoint.datasets.idx;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of the caller's, which the caller closes. */
final class Unclosed extends FilterInputStream {

  Unclosed(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void close() {}
}
