package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.report.HtmlWriter;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Turns a chart into SVG that can stand in a page beside others. */
final class SvgDrawing {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private SvgDrawing() {}

  /**
   * Draws the chart. Text becomes outlines, so that it looks the same everywhere.
   *
   * @param prefix starts every id in the drawing: clip paths of two drawings on one page must not
   *     have the same name
   * @param label what it shows, for those who do not see it
   */
  static String of(Chart<?, ?> chart, String prefix, String label) {
    try {
      DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
      documents.setNamespaceAware(true);
      Document document =
          documents.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      context.setPrecision(2);
      context.setIDGenerator(new PrefixedIds(prefix));
      SVGGraphics2D graphics = new SVGGraphics2D(context, true);
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      Element root = graphics.getRoot();
      removeEmptyDefinitions(root);
      SvgPolylines.join(root);
      root.removeAttribute("width");
      root.removeAttribute("height");
      root.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
      root.setAttribute("class", "plot");
      root.setAttribute("role", "img");
      root.setAttribute("aria-label", HtmlWriter.printable(label));
      return text(root);
    } catch (ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("the JDK's XML parts are always there", e);
    }
  }

  /** Batik gives every drawing the same empty element with the same id. */
  private static void removeEmptyDefinitions(Element root) {
    Node first = root.getFirstChild();
    if (first instanceof Element && !first.hasChildNodes()) {
      root.removeChild(first);
    }
  }

  private static String text(Element root) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter out = new StringWriter();
    transformer.transform(new DOMSource(root), new StreamResult(out));
    return out.toString();
  }

  private static final class PrefixedIds extends SVGIDGenerator {
    private final String prefix;

    PrefixedIds(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public String generateID(String stem) {
      return prefix + "-" + super.generateID(stem);
    }
  }
}
