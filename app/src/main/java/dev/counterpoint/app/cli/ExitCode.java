package dev.counterpoint.app.cli;

import dev.counterpoint.app.bench.BenchException;
import dev.counterpoint.app.bench.PeerNotBuiltException;
import dev.counterpoint.app.checkpoint.CheckpointException;
import dev.counterpoint.app.device.DeviceException;
import dev.counterpoint.app.device.OutOfMemoryException;
import dev.counterpoint.app.experiment.file.ResultsFileException;
import dev.counterpoint.app.experiment.readme.ReadmeMarkerException;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.file.FolderExistsException;
import dev.counterpoint.app.file.OutputExistsException;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.reproduce.JobFailedException;
import dev.counterpoint.app.run.RunDirectoryException;
import dev.counterpoint.app.runtime.RuntimeBundleException;
import dev.counterpoint.app.training.DivergenceException;
import dev.counterpoint.app.training.step.NotCacheableException;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.PictureNotWrittenException;
import dev.counterpoint.inference.NoClassesException;
import dev.counterpoint.inference.NoSuchLayerException;
import dev.counterpoint.inference.UnknownModelException;
import dev.counterpoint.inference.search.folder.NoDirectionException;
import dev.counterpoint.inference.text.BlankTextException;
import dev.counterpoint.inference.text.NoTextTowerException;
import dev.counterpoint.inference.text.PromptException;
import dev.counterpoint.models.encoder.UnknownEncoderException;

/** What the process tells its caller; documented in {@code --help}. */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  static final int BUG = 1;

  /** A wrong command line or recipe. */
  public static final int USAGE = 2;

  /** Data or pictures that are not there or not in order. */
  public static final int DATA = 3;

  /** A run, checkpoint, bundle or result that cannot be written or read. */
  public static final int FILES = 4;

  static final int DIVERGED = 5;
  public static final int DEVICE = 6;

  /** A claim falls short, with --strict, or a check of verify-gpu. */
  public static final int FALLS_SHORT = 7;

  static final int NOT_MEASURED = 8;

  /** Some files were skipped because they cannot be used; the results of the others are there. */
  public static final int SKIPPED = 9;

  static final int OUT_OF_MEMORY = 10;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(CounterpointException e) {
    if (e instanceof RecipeException
        || e instanceof UnknownEncoderException
        || e instanceof NativesException.WrongSetting
        || e instanceof NotCacheableException
        || e instanceof UnknownModelException
        || e instanceof NoClassesException
        || e instanceof NoSuchLayerException
        || e instanceof NoTextTowerException
        || e instanceof BlankTextException
        || e instanceof PromptException) {
      return USAGE;
    }
    if (e instanceof NoDirectionException) {
      return DATA;
    }
    if (e instanceof JobFailedException failed) {
      return failed.exitCode();
    }
    if (e instanceof DivergenceException) {
      return DIVERGED;
    }
    if (e instanceof BenchException || e instanceof PeerNotBuiltException) {
      return NOT_MEASURED;
    }
    if (e instanceof NativesException.NoRoom || e instanceof NativesException.NotUnpacked) {
      return FILES;
    }
    if (e instanceof OutOfMemoryException) {
      return OUT_OF_MEMORY;
    }
    if (e instanceof DeviceException
        || e instanceof NativesException
        || e instanceof RuntimeBundleException.NoTorch) {
      return DEVICE;
    }
    if (e instanceof CheckpointException
        || e instanceof RunDirectoryException
        || isOfBundle(e)
        || e instanceof OutputExistsException
        || e instanceof FolderExistsException
        || e instanceof RuntimeBundleException
        || e instanceof FileNotReadException
        || e instanceof FileNotWrittenException
        || e instanceof ReadmeMarkerException
        || e instanceof ResultsFileException
        || e instanceof PictureNotWrittenException) {
      return FILES;
    }
    return DATA;
  }

  private static boolean isOfBundle(CounterpointException e) {
    String cause = e.getClass().getPackageName();
    return cause.startsWith("dev.counterpoint.inference");
  }
}
