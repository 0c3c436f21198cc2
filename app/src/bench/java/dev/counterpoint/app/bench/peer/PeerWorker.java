package dev.counterpoint.app.bench.peer;

import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.ResidentPeak;
import dev.counterpoint.app.bench.protocol.StepTimer;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/** The process of the peer. */
public final class PeerWorker {

  private PeerWorker() {}

  /**
   * Measures ({@code time FOLDER SECONDS planes|channels-last}) or computes what the two sides are
   * compared by ({@code check FOLDER planes|channels-last}).
   */
  public static void main(String[] arguments) {
    torch.set_num_threads(1);
    torch.set_num_interop_threads(1);
    Exchange exchange = new Exchange(Path.of(arguments[1]));
    boolean channelsLast = arguments[arguments.length - 1].equals("channels-last");
    PeerTraining training = new PeerTraining(exchange, channelsLast);
    if (arguments[0].equals("check")) {
      float[] losses = new float[Exchange.CHECK_STEPS];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = training.takeForLoss();
      }
      exchange.write("peer-" + Exchange.LOSSES, losses);
      exchange.write("peer-" + Exchange.AFTER, training.parameters());
    } else {
      StepTimer timer = new StepTimer(Double.parseDouble(arguments[2]));
      System.out.println(timer.time(training::take).line());
      ResidentPeak.here().ifPresent(peak -> System.out.println(peak.line()));
    }
  }
}
