package dev.counterpoint.inference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** ONNX Runtime's settings for every encoder of a bundle. */
final class SessionSettings {

  private SessionSettings() {}

  static OrtSession.SessionOptions of(RuntimeOptions options) throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    settings.setIntraOpNumThreads(options.operatorThreads());
    settings.setInterOpNumThreads(1);
    settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    // Threads that wait for the next operator by spinning take the processor from the decoders.
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    settings.setOptimizationLevel(
        switch (options.optimization()) {
          case NONE -> OrtSession.SessionOptions.OptLevel.NO_OPT;
          case BASIC -> OrtSession.SessionOptions.OptLevel.BASIC_OPT;
          case ALL -> OrtSession.SessionOptions.OptLevel.ALL_OPT;
        });
    return settings;
  }
}
