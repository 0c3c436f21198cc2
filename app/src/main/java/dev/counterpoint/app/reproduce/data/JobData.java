package dev.counterpoint.app.reproduce.data;

import java.util.List;

/** Data of one kind, as it was found. */
public interface JobData {

  /** As it stands in reports; what the program drew itself says so with its first word. */
  String name();

  /** What was found where, for the person who waits. */
  String explanation();

  /** Whether the program drew it itself because there was nothing else, or was asked to. */
  boolean drawn();

  /** Examples that can be trained on; for pictures with captions those that are held out, too. */
  int trainingExamples();

  /** What tells a process of this program to use the same data, as arguments of its command. */
  List<String> arguments();
}
