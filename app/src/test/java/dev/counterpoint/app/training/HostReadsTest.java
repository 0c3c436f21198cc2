package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import dev.counterpoint.app.ChildProcess;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between two metrics lines nothing reads from the device, in our code or DJL's: on a GPU the host
 * would wait for it. DJL's arrays cannot be wrapped where there are gradients, so that a debugger
 * counts how often a process enters DJL's calls that give values to the host.
 */
class HostReadsTest {

  private static final String CALLS = "ai.djl.pytorch.jni.JniUtils";

  /** Those of PyTorch whose result is on the host, or has a shape that follows from values. */
  private static final Set<String> READS =
      Set.of("getByteBuffer", "contentEqual", "nonZeros", "booleanMask", "unique");

  @TempDir Path folder;

  @Test
  void onlyMetricsLinesAndCheckpointsReadFromTheDevice() throws Exception {
    Map<String, Integer> reads = counted();

    assertThat(reads).containsEntry("one read a step", CountedSteps.STEPS);
    for (String step : CountedSteps.PHASES.subList(0, 5)) {
      assertThat(reads).containsEntry(step, 0);
    }
    int few = reads.get("loop of 9 steps, a line");
    assertThat(few).isPositive();
    assertThat(reads).containsEntry("loop of 18 steps, a line", few);
    assertThat(reads.get("loop of 18 steps, 18 lines")).isGreaterThanOrEqualTo(few + 17);
  }

  private Map<String, Integer> counted() throws Exception {
    VirtualMachine machine = launch();
    List<Integer> counts = new ArrayList<>();
    int reads = 0;
    boolean inside = false;
    try (InputStream out = machine.process().getInputStream();
        InputStream err = machine.process().getErrorStream()) {
      drain(out);
      drain(err);
      stopAt(machine, CALLS);
      stopAt(machine, CountedSteps.class.getName());
      while (true) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent prepared) {
            breakpoints(machine, prepared.referenceType());
          } else if (event instanceof BreakpointEvent stop
              && stop.location().method().name().equals("boundary")) {
            if (inside) {
              counts.add(reads);
            }
            inside = !inside;
            reads = 0;
          } else if (event instanceof BreakpointEvent) {
            reads++;
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException end) {
      assertThat(machine.process().waitFor()).isZero();
    } finally {
      machine.process().destroyForcibly();
    }
    assertThat(counts).hasSameSizeAs(CountedSteps.PHASES);
    Map<String, Integer> byPhase = new LinkedHashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      byPhase.put(CountedSteps.PHASES.get(i), counts.get(i));
    }
    return byPhase;
  }

  private VirtualMachine launch() throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments
        .get("options")
        .setValue(
            "-Xmx512m -XX:+UseSerialGC -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -cp \""
                + ChildProcess.classPath()
                + "\"");
    arguments.get("main").setValue(CountedSteps.class.getName() + " \"" + folder + "\"");
    return connector.launch(arguments);
  }

  private static void stopAt(VirtualMachine machine, String type) {
    ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
    request.addClassFilter(type);
    request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    request.enable();
  }

  private static void breakpoints(VirtualMachine machine, ReferenceType type) {
    for (Method method : type.methods()) {
      if (READS.contains(method.name()) || method.name().equals("boundary")) {
        BreakpointRequest request =
            machine.eventRequestManager().createBreakpointRequest(method.location());
        request.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        request.enable();
      }
    }
  }

  private static void drain(InputStream stream) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stream.transferTo(System.err);
              } catch (java.io.IOException e) {
                // The process has ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
