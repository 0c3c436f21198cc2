package dev.counterpoint.app.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Versions of what a result depends on. */
public final class Versions {

  private Versions() {}

  /** By name, Counterpoint first; does not load the engine. */
  public static Map<String, String> all() {
    Properties built = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/counterpoint-versions.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("counterpoint", built.getProperty("counterpoint"));
    versions.put("djl", built.getProperty("djl"));
    versions.put("pytorch", built.getProperty("pytorch"));
    versions.put("java", System.getProperty("java.version"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
