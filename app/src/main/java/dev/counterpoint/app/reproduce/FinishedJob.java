package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;

/**
 * A job that is done.
 *
 * @param job what was run
 * @param directory its run directory
 * @param manifest how it was run
 * @param evaluation what was measured
 */
public record FinishedJob(
    Job job, Path directory, RunManifest manifest, RunEvaluation evaluation) {}
