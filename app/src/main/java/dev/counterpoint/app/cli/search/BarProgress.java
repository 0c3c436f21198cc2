package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.inference.SkippedFiles;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.search.folder.IndexProgress;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Tells a person how indexing goes. */
final class BarProgress implements IndexProgress, AutoCloseable {

  private final SkippedFiles skipped;
  private ProgressBar bar;

  BarProgress(SkippedFiles skipped) {
    this.skipped = skipped;
  }

  @Override
  public void begin(int pictures) {
    bar = Console.bar("indexing", "pictures", pictures);
  }

  @Override
  public void done(Path picture, Optional<CounterpointException> problem) {
    bar.step();
    problem.ifPresentOrElse(skipped::bad, skipped::good);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
