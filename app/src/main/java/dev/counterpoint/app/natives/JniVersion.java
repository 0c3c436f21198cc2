package dev.counterpoint.app.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of PyTorch that DJL's JNI library on the class path is compiled against. */
final class JniVersion {

  private JniVersion() {}

  /** As {@code 2.7.1}. */
  static String ofPyTorch() {
    Properties told = new Properties();
    try (InputStream in = JniVersion.class.getResourceAsStream("/jnilib/pytorch.properties")) {
      told.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // PyTorch's version, then DJL's.
    return told.getProperty("jni_version").split("-")[0];
  }
}
