package dev.counterpoint.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.SampleResults;
import dev.counterpoint.app.report.chart.BarChart;
import dev.counterpoint.app.report.chart.HeatMap;
import dev.counterpoint.app.report.chart.LineChart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private static final String EVIL = "<script>alert('x')</script> & \"quoted\" \u0000";

  private static String page;

  @BeforeAll
  static void write() {
    page = report(EVIL).html();
  }

  @Test
  void isWellFormed() throws Exception {
    assertThat(parse(page).getDocumentElement().getTagName()).isEqualTo("html");
  }

  @Test
  void noDataBecomesMarkup() {
    assertThat(page).doesNotContain("<script").doesNotContain("\u0000").contains("&lt;script&gt;");
  }

  @Test
  void fetchesNothingFromElsewhere() {
    Matcher references =
        Pattern.compile("(?:src|href|data|action|poster|srcset)=\"([^\"]*)\"").matcher(page);
    while (references.find()) {
      assertThat(references.group(1)).matches("(?s)#.*|data:image/png;base64,.*");
    }
    assertThat(page).doesNotContain("@import").doesNotContain("<link").doesNotContain("<iframe");
    assertThat(page.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "")).doesNotContain("://");
    Matcher urls = Pattern.compile("url\\(([^)]*)\\)").matcher(page);
    while (urls.find()) {
      assertThat(urls.group(1)).startsWith("#");
    }
  }

  @Test
  void everyIdIsThereOnceAndEveryReferenceLeadsToOne() throws Exception {
    Set<String> ids = new HashSet<>();
    NodeList elements = parse(page).getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      String id = ((Element) elements.item(i)).getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as("id %s", id).isTrue();
    }
    Matcher references =
        Pattern.compile("(?:href=\"#|url\\(#|aria-labelledby=\")([^\")]+)").matcher(page);
    int count = 0;
    for (; references.find(); count++) {
      assertThat(ids).contains(references.group(1));
    }
    assertThat(count).isGreaterThan(10);
  }

  @Test
  void drawsEachChartAsScalableSvgWithALabel() throws Exception {
    NodeList drawings = parse(page).getElementsByTagName("svg");
    int charts = 0;
    for (int i = 0; i < drawings.getLength(); i++) {
      Element svg = (Element) drawings.item(i);
      if (svg.getAttribute("class").equals("plot")) {
        charts++;
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 640 380");
        assertThat(svg.hasAttribute("width")).isFalse();
        assertThat(svg.getAttribute("aria-label")).isNotBlank();
      }
    }
    assertThat(charts).isEqualTo(5);
    assertThat(page).doesNotContain("could not be drawn").doesNotContain("NaN");
  }

  @Test
  void theNumbersOfAFigureAreOnThePageAndSayWhenTheyAreNotAll() {
    assertThat(page).contains("<summary>Numbers of this figure, one in 3</summary>");
  }

  @Test
  void aCurveIsOneLineSoThatItsDashesAreWhole() {
    LineChart chart = new LineChart("long", "x", "y").line("l", ramp(100), ramp(100));
    HtmlWriter html = new HtmlWriter();
    chart.write(html);
    assertThat(html.finish()).containsOnlyOnce("<polyline");
  }

  @Test
  void everyPictureHasAWordForThoseWhoDoNotSeeIt() throws Exception {
    Element image = (Element) parse(page).getElementsByTagName("img").item(0);
    assertThat(image.getAttribute("alt")).isNotBlank();
    assertThat(image.getAttribute("width")).isEqualTo("4");
    assertThat(image.getAttribute("height")).isEqualTo("3");
  }

  @Test
  void aVerdictIsAWordAndAColour() {
    assertThat(page)
        .contains("<span class=\"verdict holds\">holds</span>")
        .contains("<span class=\"verdict short\">falls short</span>");
  }

  @Test
  void onlyALongPageHasATableOfContents() {
    assertThat(page).contains("<nav").contains("href=\"#results\"");
    Report brief = new Report("brief");
    brief.section("one").paragraph("text");
    assertThat(brief.html()).doesNotContain("<nav");
  }

  @Test
  void saysInTitleAndBannerWhatTheNumbersAreNotWorth() {
    String loud = Report.of("ColoredMNIST", SampleResults.of("rendered digits", "quick")).html();
    assertThat(loud)
        .contains("<title>ColoredMNIST [rendered digits, not MNIST; quick size]</title>")
        .contains("Quick size: a first look, verdicts are not to be quoted.");
    String plain = Report.of("ColoredMNIST", SampleResults.of("MNIST", "default")).html();
    assertThat(plain).contains("<title>ColoredMNIST</title>").doesNotContain("class=\"warning\"");
  }

  @Test
  void isWrittenInPlace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(Report.NAME);
    report("x").write(file);
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  @Test
  void bytesThatAreNoPngAreRefused() {
    assertThatThrownBy(() -> new Picture("samples", "", "samples", new byte[30]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples");
  }

  static Report report(String text) {
    ExperimentResults results = SampleResults.of("MNIST", "default");
    double nan = Double.NaN;
    double[] x = {1, 2, 3, 4};
    double[] y = {0, 5, nan, Double.POSITIVE_INFINITY};
    double[] error = {1, nan, 1, 1};
    double[] wide = {9, 9, 9, 9};
    double[] steps = ramp(100);
    Report report = Report.of(text, results).footer(text);
    report.section("Results").claims(results.claims()).table(results.tables().get(0));
    report
        .section(text)
        .paragraph(text)
        .add(new LineChart(text, text, text).band(text, x, y, error).reference(text, 3, text))
        .add(new LineChart(text, text, text).bars("b", x, x, wide).logarithmicX().logarithmicY());
    report.section(text).add(new LineChart("long", "x", "y").line("l", steps, steps).yFrom(0, 100));
    report
        .section("Results")
        .add(new LineChart("empty", "x", "y").line(text, x, new double[] {nan, nan, nan, nan}));
    BarChart bars = new BarChart(text, text, text, List.of(text, "b", "c", "d"));
    report.section("Bars").add(bars.bars(text, y, error).bars("plain", x).reference(text, 20));
    double[][] values = {{1, nan}, {0, 3}};
    List<String> names = List.of(text, "1");
    report
        .section("Parts")
        .add(new HeatMap(text, text, text, text, names, names, values, 1))
        .add(new Picture(text, text, text, png()))
        .facts(text, Map.of(text, text))
        .preformatted(text, text);
    return report;
  }

  private static double[] ramp(int length) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> i + 1);
    return values;
  }

  private static byte[] png() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }
}
