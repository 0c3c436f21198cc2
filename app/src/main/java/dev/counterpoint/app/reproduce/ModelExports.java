package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.export.ParityFile;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.JobOrder;
import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Exports trained models as bundles, each in a process of its own, so that this one never loads the
 * engine. A bundle that is there already is not made again.
 *
 * @param directory of the experiment; bundles go to its folder {@code bundles}
 * @param data what the models were trained on
 * @param compute device and threads, as arguments of {@code export}
 * @param line where they wait for a slot
 * @param interrupt stops the processes
 * @param warning told of what is not as it should be
 */
public record ModelExports(
    Path directory,
    ExperimentData data,
    List<String> compute,
    WorkerSlots.Line line,
    Interrupt interrupt,
    Consumer<String> warning) {

  /** Folder of the bundles in an experiment's directory. */
  public static final String FOLDER = "bundles";

  /**
   * Exports the first run of each group.
   *
   * @return in the order of the groups; empty if interrupted
   * @throws JobFailedException if an export fails, as it does where the graph differs from the
   *     trained network
   */
  public Optional<List<ExportedModel>> export(List<String> groups, List<FinishedJob> jobs) {
    Interrupt stop = interrupt.part();
    try {
      List<Future<ExportedModel>> futures = new ArrayList<>();
      for (String group : groups) {
        FinishedJob first =
            jobs.stream().filter(job -> job.job().group().equals(group)).findFirst().orElseThrow();
        futures.add(line.submit(() -> one(group, first, stop)));
      }
      List<ExportedModel> models = new ArrayList<>();
      for (Future<ExportedModel> future : futures) {
        models.add(future.get());
      }
      return stop.requested() ? Optional.empty() : Optional.of(models);
    } catch (ExecutionException e) {
      stop.request();
      if (e.getCause() instanceof CounterpointException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupt.request();
      return Optional.empty();
    }
  }

  /** Null where the process was stopped before it had written anything. */
  private ExportedModel one(String group, FinishedJob first, Interrupt stop) {
    Path bundle = directory.resolve(FOLDER).resolve(group);
    if (!Files.exists(bundle) && !stop.requested()) {
      run(first, bundle, stop);
    }
    if (stop.requested()) {
      return null;
    }
    return new ExportedModel(group, first.job().seed(), bundle, ParityFile.read(bundle).graphs());
  }

  private void run(FinishedJob job, Path bundle, Interrupt stop) {
    List<String> arguments = new ArrayList<>(List.of("export", job.directory().toString()));
    arguments.addAll(List.of("--out", bundle.toString()));
    arguments.addAll(data.arguments(job.job().need()));
    arguments.addAll(compute);
    Path log = directory.resolve("runs").resolve("export-" + job.job().group() + ".log");
    // Exports compute in full precision, whatever trainings do.
    JobOrder order = new JobOrder("export " + job.job().group(), arguments, true, log);
    int exit = line.processes().run(order, stop, share -> {}, warning);
    if (exit != 0 && !stop.requested()) {
      throw new JobFailedException(
          "the export of %s ended with exit code %d".formatted(job.job().id(), exit),
          order.lastWords(),
          exit);
    }
  }
}
