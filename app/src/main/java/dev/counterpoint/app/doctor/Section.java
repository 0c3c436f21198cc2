package dev.counterpoint.app.doctor;

import java.util.List;

/**
 * Findings that belong together.
 *
 * @param title of the part of the machine
 * @param findings in the order in which they are shown
 */
public record Section(String title, List<Finding> findings) {

  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }
}
