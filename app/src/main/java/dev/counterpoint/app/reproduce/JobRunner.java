package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.JobProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs jobs in processes of their own, some at a time: an engine can train one model per process
 * only. A job that is done already is not run again, one that was stopped is resumed.
 */
public final class JobRunner {

  private final Path folder;
  private final List<String> childArguments;
  private final int workers;
  private final int trainingExamples;
  private final Interrupt interrupt;
  private final Consumer<String> warning;

  /**
   * A runner.
   *
   * @param folder holds the run directories
   * @param childArguments device, threads and digits, as arguments of {@code train}
   * @param workers processes at a time, at least 1
   * @param trainingExamples of the data set, for the progress
   * @param interrupt stops all processes, which save what they have
   * @param warning told of what is not as it should be
   */
  public JobRunner(
      Path folder,
      List<String> childArguments,
      int workers,
      int trainingExamples,
      Interrupt interrupt,
      Consumer<String> warning) {
    this.folder = folder;
    this.childArguments = List.copyOf(childArguments);
    this.workers = workers;
    this.trainingExamples = trainingExamples;
    this.interrupt = interrupt;
    this.warning = warning;
  }

  /**
   * Runs the jobs, the longest first, so that none is left alone at the end.
   *
   * @param progress told the share of the work that is done, in [0, 1]
   * @return in the order given; empty if interrupted
   * @throws JobFailedException if a job fails; the others are stopped and can be resumed
   */
  public Optional<List<FinishedJob>> run(List<Job> jobs, DoubleConsumer progress) {
    Map<Job, Double> done = new HashMap<>();
    double all = jobs.stream().mapToDouble(job -> job.cost(trainingExamples)).sum();
    List<Job> order = new ArrayList<>(jobs);
    order.sort((a, b) -> Double.compare(b.cost(trainingExamples), a.cost(trainingExamples)));
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<?>> futures = new ArrayList<>();
    for (Job job : order) {
      futures.add(
          pool.submit(
              () ->
                  runOne(
                      job,
                      share -> {
                        synchronized (done) {
                          done.put(job, share * job.cost(trainingExamples));
                          progress.accept(done.values().stream().mapToDouble(v -> v).sum() / all);
                        }
                      })));
    }
    try {
      await(futures);
    } finally {
      pool.shutdownNow();
    }
    return interrupt.requested()
        ? Optional.empty()
        : Optional.of(jobs.stream().map(this::finished).toList());
  }

  private void await(List<Future<?>> futures) {
    JobFailedException first = null;
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof JobFailedException failed) {
          // One failure stops the others, whose own ends are no news then.
          first = first == null ? failed : first;
          interrupt.request();
        } else {
          throw new IllegalStateException(e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        interrupt.request();
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void runOne(Job job, DoubleConsumer progress) {
    Path directory = folder.resolve(job.id());
    if (isDone(job, directory)) {
      progress.accept(1);
      return;
    }
    if (interrupt.requested()) {
      return;
    }
    List<String> arguments = new ArrayList<>(List.of("train", "--worker", "--out"));
    arguments.add(directory.toString());
    if (hasBegun(directory)) {
      arguments.add("--resume");
    } else {
      clear(directory);
      arguments.addAll(List.of("--recipe", job.recipe(), "--seed", Long.toString(job.seed())));
      job.settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    }
    arguments.add("--correlations=" + correlations(job));
    arguments.addAll(childArguments);
    JobProcess process = new JobProcess(job.id(), arguments, folder.resolve(job.id() + ".log"));
    int exit = process.run(interrupt, progress, text -> warning.accept(job.id() + ": " + text));
    if (exit != 0 && !interrupt.requested()) {
      throw new JobFailedException(
          "training %s ended with exit code %d".formatted(job.id(), exit),
          process.lastWords(),
          exit);
    }
  }

  private static String correlations(Job job) {
    return job.correlations().isEmpty()
        ? "none"
        : String.join(",", job.correlations().stream().map(String::valueOf).toList());
  }

  private static boolean hasBegun(Path directory) {
    return Files.exists(directory.resolve("run.json"))
        && Files.exists(directory.resolve("recipe.yaml"));
  }

  /** Whether the directory holds the whole result of this very job. */
  private static boolean isDone(Job job, Path directory) {
    if (!Files.exists(directory.resolve("evaluation.json")) || !hasBegun(directory)) {
      return false;
    }
    try (RunDirectory run = RunDirectory.open(directory)) {
      return Recipes.load(run.recipe().toString(), List.of()).equals(job.load())
          && RunManifest.read(run.manifest()).seed() == job.seed();
    }
  }

  private FinishedJob finished(Job job) {
    Path directory = folder.resolve(job.id());
    return new FinishedJob(
        job,
        directory,
        RunManifest.read(directory.resolve("run.json")),
        EvaluationFile.read(directory.resolve("evaluation.json")));
  }

  /** Takes away what a process left that died before it wrote its recipe. */
  private static void clear(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve("recipe.yaml"));
      Files.deleteIfExists(directory.resolve("run.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
