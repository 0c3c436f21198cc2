package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.run.RunManifest;
import java.util.Optional;

/** What a job left behind; each kind of job has a kind of result. */
public interface JobResult {

  /** How it was run, where it is a training. */
  Optional<RunManifest> run();
}
