package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.GraphSpec;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A graph of a bundle in ONNX Runtime. Any number of threads may run it at once; closing waits for
 * those that do.
 */
final class GraphSession implements AutoCloseable {

  private final String where;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;

  private GraphSession(String where, OrtEnvironment environment, OrtSession session) {
    this.where = where;
    this.environment = environment;
    this.session = session;
  }

  /** What is done with a session. */
  @FunctionalInterface
  interface Use<T> {
    T with(OrtEnvironment environment, OrtSession session) throws OrtException;
  }

  /**
   * Loads a graph.
   *
   * @param spec its file, and what it must take and give
   * @throws ModelDiffersException if the file does not have the stated inputs and outputs
   * @throws RunFailedException if ONNX Runtime refuses the file
   */
  static GraphSession open(Bundle bundle, GraphSpec spec, RuntimeOptions options) {
    String where = bundle.where() + "/" + spec.file();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions settings = SessionSettings.of(options)) {
      OrtSession session =
          environment.createSession(bundle.file(spec.file()).orElseThrow(), settings);
      try {
        GraphInterface.require(where, session, spec);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return new GraphSession(where, environment, session);
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    }
  }

  /**
   * Uses the session, which is not closed meanwhile.
   *
   * @throws IllegalStateException if this is closed
   * @throws RunFailedException if ONNX Runtime fails
   */
  <T> T use(Use<T> use) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model " + where + " is closed");
      }
      return use.with(environment, session);
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new RunFailedException(where, e);
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
