package dev.counterpoint.app.cli;

import dev.counterpoint.app.run.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command says of the directory of its run; beside it stand {@code --recipe, --seed}. */
public final class RunOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run directory; must not exist yet. Default: one in runs, with recipe and seed in its"
              + " name.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Continue the run in --out from its newest checkpoint, with its own recipe, data and"
              + " seed. The result is the same as without the stop, bit by bit on a CPU.")
  private boolean resume;

  @Option(
      names = "--no-tensorboard",
      description = "Write no event files for TensorBoard; nothing else changes.")
  private boolean withoutTensorBoard;

  @Option(names = "--print-recipe", description = "Print the whole recipe and do nothing else.")
  private boolean printRecipe;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Whether a run goes on that has begun. */
  public boolean resumes() {
    return resume;
  }

  /** Whether event files for TensorBoard are written. */
  public boolean tensorBoard() {
    return !withoutTensorBoard;
  }

  /** Whether the recipe is to be printed, and nothing else done. */
  public boolean printsRecipe() {
    return printRecipe;
  }

  /**
   * Refuses what would be ignored: a run that is resumed has its recipe and seed already. Where no
   * directory is given, recipe and seed say which run it is.
   *
   * @param changed whether anything else is given that a run has of its own
   * @param own what that is, for people
   * @param options those to leave out, for people
   */
  public void refuseChangesToResumed(boolean changed, String own, String options) {
    boolean named = out != null && (isGiven("--recipe") || isGiven("--seed"));
    if (resume && (named || changed)) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume continues a run with its own %s: leave out %s, or start a new run without"
                  .formatted(own, options)
              + " --resume.");
    }
  }

  /** Whether an option of the command is on the command line. */
  public boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /**
   * The directory: a new one, or that of the run that goes on.
   *
   * @param name of one in {@code runs}, where none is given
   */
  public RunDirectory directory(String name) {
    Path path = out == null ? Path.of("runs", name) : out;
    return resume ? RunDirectory.open(path) : RunDirectory.create(path);
  }
}
