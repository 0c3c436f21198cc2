/** Event files of TensorBoard, beside the JSON lines of a run. */
package dev.counterpoint.app.tensorboard;
