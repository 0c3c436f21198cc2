package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.report.HtmlWriter;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.inference.search.Match;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A contact sheet of what was found, in one file: small copies of the pictures are in it, and each
 * leads to the picture itself, by a path from the page.
 */
final class ResultPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark }
      body { font: 16px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem;
        padding: 0 1rem }
      ol { display: grid; gap: 1rem; list-style: none; padding: 0;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }
      figure { margin: 0 }
      img { width: 100%; height: 11rem; object-fit: contain; background: #8882 }
      .query { width: 11rem }
      figcaption { font-size: .85rem; overflow-wrap: anywhere }
      .score { font-variant-numeric: tabular-nums; font-weight: 600 }
      """;

  private final Path page;
  private final List<Answer> answers;

  ResultPage(Path page, List<Answer> answers) {
    this.page = page;
    this.answers = answers;
  }

  String html() {
    HtmlWriter html = new HtmlWriter();
    html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("title", "Search: " + answers.get(0).query().text());
    html.open("style").markup(STYLE).close().close().line().open("body").line();
    answers.forEach(answer -> write(html, answer));
    return html.close().close().line().finish();
  }

  private void write(HtmlWriter html, Answer answer) {
    html.element("h1", answer.query().text());
    answer.query().picture().ifPresent(picture -> thumbnail(html, picture, "query"));
    html.open("ol").line();
    for (int i = 0; i < answer.matches().size(); i++) {
      Match match = answer.matches().get(i);
      Path path = answer.path(match);
      html.open("li").open("figure").open("a", "href", link(path));
      thumbnail(html, path, "result");
      html.close().open("figcaption");
      html.element(
          "span", String.format(Locale.ROOT, "%d: %.3f", i + 1, match.score()), "class", "score");
      html.text(" " + match.entry().id()).close().close().close().line();
    }
    html.close().line();
  }

  private static void thumbnail(HtmlWriter html, Path path, String kind) {
    String name = path.getFileName().toString();
    try {
      Picture picture = new PictureReader().read(path, Thumbnail.REDUCTION);
      html.empty("img", "alt", name, "class", kind, "src", Thumbnail.of(picture).dataUri());
    } catch (CounterpointException e) {
      // It has gone or changed since it was indexed; the rest of the page is of use.
      html.element("span", "cannot be read now: " + e.problem());
    }
  }

  /** From the page to the picture; from the root if they are on different disks. */
  private String link(Path picture) {
    Path target = picture.toAbsolutePath().normalize();
    Path folder = page.toAbsolutePath().normalize().getParent();
    if (!target.getRoot().equals(folder.getRoot())) {
      return target.toUri().toASCIIString();
    }
    String path = folder.relativize(target).toString();
    try {
      String slashes = path.replace(target.getFileSystem().getSeparator(), "/");
      // The slash in front keeps a colon in the name from being taken for a scheme.
      return "." + new URI(null, null, "/" + slashes, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path can be quoted", e);
    }
  }
}
