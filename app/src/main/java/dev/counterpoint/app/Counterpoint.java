package dev.counterpoint.app;

import dev.counterpoint.app.cli.CounterpointCommand;

/** Where the program begins. */
public final class Counterpoint {

  private Counterpoint() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Windows and sound are never wanted, and a class library that looks for a screen must not
    // fail.
    System.setProperty("java.awt.headless", "true");
    int code = CounterpointCommand.execute(arguments);
    System.out.flush();
    if (code == CounterpointCommand.INTERRUPTED) {
      // All is saved. In a shutdown by signal, exit would wait for the shutdown, and it for us.
      System.err.flush();
      Runtime.getRuntime().halt(code);
    }
    System.exit(code);
  }
}
