package dev.counterpoint.app.report;

import dev.counterpoint.app.experiment.ClaimsTable;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Provenance;
import dev.counterpoint.app.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of results in one file: no script, nothing fetched from elsewhere, readable in the dark,
 * on a phone and on paper.
 *
 * <pre>{@code
 * Report report = Report.of("ColoredMNIST", results);
 * report.section("Results").claims(results.claims()).add(chart);
 * report.write(directory.resolve("report.html"));
 * }</pre>
 */
public final class Report {

  /** Its name in a run's directory. */
  public static final String NAME = "report.html";

  /** Up to this many sections a reader finds the way without a table of contents. */
  private static final int SECTIONS_WITHOUT_CONTENTS = 4;

  private final String title;
  private final List<String> subtitles = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private String footer = "";

  /** An empty page. */
  public Report(String title) {
    this.title = title;
  }

  /**
   * A page about an experiment: what must be known first stands in title, subtitle and banners. The
   * sections are still to be added.
   */
  public static Report of(String title, ExperimentResults results) {
    List<String> marks = new ArrayList<>();
    if (results.renderedDigits()) {
      marks.add("rendered digits, not MNIST");
    }
    if (results.drawnScenes()) {
      marks.add("drawn scenes, not OpenMoji");
    }
    if (results.quick()) {
      marks.add("quick size");
    }
    String marked = marks.isEmpty() ? title : title + " [" + String.join("; ", marks) + "]";
    Provenance provenance = Provenance.of(results);
    Report report = new Report(marked).subtitle(provenance.line());
    provenance.warnings().forEach(report::warning);
    if (!results.claims().isEmpty()) {
      report.subtitle(ClaimsTable.summary(results.claims()));
    }
    return report;
  }

  /** Adds a line under the title. */
  public Report subtitle(String line) {
    subtitles.add(line);
    return this;
  }

  /** Adds a banner that nobody overlooks. */
  public Report warning(String text) {
    warnings.add(text);
    return this;
  }

  /** Sets the line at the end: command, version. */
  public Report footer(String text) {
    footer = text;
    return this;
  }

  /** Adds a section, to be filled. */
  public Section section(String heading) {
    Section section = new Section(heading);
    sections.add(section);
    return section;
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @throws dev.counterpoint.app.file.FileNotWrittenException if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
  }

  /** The page. */
  public String html() {
    HtmlWriter html = new HtmlWriter();
    html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    writeHead(html);
    html.open("body").line().open("header").line().element("h1", title).line();
    subtitles.forEach(line -> html.element("p", line, "class", "subtitle").line());
    warnings.forEach(text -> html.element("p", text, "class", "warning", "role", "note").line());
    html.close().line();
    List<String> ids = sections.stream().map(section -> html.id(section.heading())).toList();
    if (sections.size() > SECTIONS_WITHOUT_CONTENTS) {
      writeContents(html, ids);
    }
    html.open("main").line();
    for (int i = 0; i < sections.size(); i++) {
      sections.get(i).write(html, ids.get(i));
    }
    html.close().line();
    if (!footer.isBlank()) {
      html.open("footer").element("p", footer).close().line();
    }
    return html.close().line().close().line().finish();
  }

  private void writeHead(HtmlWriter html) {
    html.open("head").line().empty("meta", "charset", "utf-8").line();
    // Makes the browser keep the promise that nothing is fetched.
    String policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    String viewport = "width=device-width, initial-scale=1";
    html.empty("meta", "name", "viewport", "content", viewport).line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.element("title", title).line();
    html.open("style").line().markup(style()).close().line().close().line();
  }

  private void writeContents(HtmlWriter html, List<String> ids) {
    html.open("nav", "aria-label", "Contents").open("ol").line();
    for (int i = 0; i < ids.size(); i++) {
      html.open("li").element("a", sections.get(i).heading(), "href", "#" + ids.get(i)).close();
      html.line();
    }
    html.close().close().line();
  }

  private static String style() {
    try (InputStream in = Report.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.css is part of the program", e);
    }
  }
}
