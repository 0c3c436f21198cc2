package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** An experiment with jobs of a test. */
record ScriptedExperiment(String name, Supplier<List<Job>> made) implements Experiment {

  @Override
  public String summary() {
    return "summary of " + name;
  }

  @Override
  public Set<DataNeed> needs() {
    return Set.of();
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    return made.get();
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    Claim claim = Claim.of("made.up", "made up", "", "", new double[] {1}, null, Target.atLeast(0));
    ExperimentResults results = outcome.results(List.of(claim), List.of());
    return new Conclusion(results, Report.of(name, results));
  }
}
