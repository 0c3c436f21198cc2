package dev.counterpoint.app.cli;

import dev.counterpoint.app.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return Versions.all().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }
}
