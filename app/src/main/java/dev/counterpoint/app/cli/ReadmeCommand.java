package dev.counterpoint.app.cli;

import picocli.CommandLine.Command;

@Command(name = "readme")
final class ReadmeCommand implements Runnable {
  @Override
  public void run() {}
}
