package dev.counterpoint.inference.files;

import java.io.IOException;
import java.io.InputStream;

/** Whole files from streams, up to a size. */
final class Contents {

  private Contents() {}

  static byte[] of(InputStream in, String where, String name) throws IOException {
    byte[] content = in.readNBytes(BundleFiles.LARGEST);
    if (content.length == BundleFiles.LARGEST && in.read() >= 0) {
      throw new BundleNotReadException(where + "/" + name, new IOException("over 2 GB"));
    }
    return content;
  }
}
