package dev.counterpoint.app.tensorboard;

import dev.counterpoint.datasets.picture.file.Picture;
import java.util.List;

/**
 * The few of TensorFlow's messages that an event file needs. Field numbers are those of {@code
 * event.proto}, {@code summary.proto}, {@code histogram.proto}, {@code tensor.proto} and {@code
 * tensor_shape.proto}.
 */
final class EventMessages {

  private static final String FILE_VERSION = "brain.Event:2";
  private static final int SESSION_START = 1;
  private static final int RGB = 3;
  private static final int STRING_TENSOR = 7;
  private static final int CLASS_TENSOR = 2;

  private EventMessages() {}

  /** {@code Event} with {@code file_version}: the first of every file. */
  static ProtobufMessage fileVersion(double wallTime) {
    return new ProtobufMessage().real(1, wallTime).text(3, FILE_VERSION);
  }

  /** {@code Event} with {@code SessionLog START}: what a reader has of this step on is void. */
  static ProtobufMessage sessionStart(double wallTime, long step) {
    return event(wallTime, step).message(7, new ProtobufMessage().integer(1, SESSION_START));
  }

  /** {@code Event} with {@code Summary}. */
  static ProtobufMessage summary(double wallTime, long step, List<ProtobufMessage> values) {
    ProtobufMessage summary = new ProtobufMessage();
    values.forEach(value -> summary.message(1, value));
    return event(wallTime, step).message(5, summary);
  }

  /** {@code Summary.Value} with {@code simple_value}. */
  static ProtobufMessage scalar(String tag, double value) {
    return new ProtobufMessage().text(1, tag).single(2, (float) value);
  }

  /** {@code Summary.Value} with {@code Image}. */
  static ProtobufMessage picture(String tag, Picture picture, byte[] png) {
    ProtobufMessage image =
        new ProtobufMessage()
            .integer(1, picture.height())
            .integer(2, picture.width())
            .integer(3, RGB)
            .bytes(4, png);
    return new ProtobufMessage().text(1, tag).message(4, image);
  }

  /** {@code Summary.Value} with {@code HistogramProto}. */
  static ProtobufMessage histogram(String tag, Histogram histogram) {
    return new ProtobufMessage().text(1, tag).message(5, histogram.message());
  }

  /** {@code Summary.Value} with a {@code TensorProto} of one string, for the text plugin. */
  static ProtobufMessage text(String tag, String markdown) {
    ProtobufMessage plugin = new ProtobufMessage().text(1, "text");
    ProtobufMessage metadata = new ProtobufMessage().message(1, plugin).integer(4, CLASS_TENSOR);
    ProtobufMessage one = new ProtobufMessage().integer(1, 1);
    ProtobufMessage shape = new ProtobufMessage().message(2, one);
    ProtobufMessage tensor =
        new ProtobufMessage().integer(1, STRING_TENSOR).message(2, shape).text(8, markdown);
    return new ProtobufMessage().text(1, tag).message(9, metadata).message(8, tensor);
  }

  private static ProtobufMessage event(double wallTime, long step) {
    return new ProtobufMessage().real(1, wallTime).integer(2, step);
  }
}
