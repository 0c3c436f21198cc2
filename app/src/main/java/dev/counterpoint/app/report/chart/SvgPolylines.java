package dev.counterpoint.app.report.chart;

import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Joins lines of a drawing that continue each other into one. XChart draws a curve as separate
 * lines between neighbours, which makes the file ten times as large and starts the dashes anew at
 * each point.
 */
final class SvgPolylines {

  private static final Set<String> ENDS = Set.of("x1", "y1", "x2", "y2");

  private SvgPolylines() {}

  /** Joins what can be joined in the element and all below it. */
  static void join(Element parent) {
    Element curve = null;
    Element last = null;
    StringBuilder points = new StringBuilder();
    for (Node node = parent.getFirstChild(); node != null; ) {
      Node next = node.getNextSibling();
      if (node instanceof Element element && element.getTagName().equals("line")) {
        if (last != null && continues(last, element)) {
          curve = curve == null ? replaceByCurve(last, points) : curve;
          append(points, element, "2");
          curve.setAttribute("points", points.toString());
          parent.removeChild(element);
        } else {
          curve = null;
        }
        last = element;
      } else if (node instanceof Element element) {
        join(element);
        last = null;
        curve = null;
      }
      node = next;
    }
  }

  private static boolean continues(Element before, Element after) {
    return before.getAttribute("x2").equals(after.getAttribute("x1"))
        && before.getAttribute("y2").equals(after.getAttribute("y1"))
        && sameStyle(before.getAttributes(), after.getAttributes());
  }

  private static boolean sameStyle(NamedNodeMap one, NamedNodeMap other) {
    if (one.getLength() != other.getLength()) {
      return false;
    }
    for (int i = 0; i < one.getLength(); i++) {
      Node attribute = one.item(i);
      Node twin = other.getNamedItem(attribute.getNodeName());
      boolean same = twin != null && twin.getNodeValue().equals(attribute.getNodeValue());
      if (!same && !ENDS.contains(attribute.getNodeName())) {
        return false;
      }
    }
    return true;
  }

  private static Element replaceByCurve(Element line, StringBuilder points) {
    Element curve = line.getOwnerDocument().createElementNS(line.getNamespaceURI(), "polyline");
    NamedNodeMap attributes = line.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      if (!ENDS.contains(attribute.getNodeName())) {
        curve.setAttribute(attribute.getNodeName(), attribute.getNodeValue());
      }
    }
    points.setLength(0);
    append(points, line, "1");
    append(points, line, "2");
    line.getParentNode().replaceChild(curve, line);
    return curve;
  }

  private static void append(StringBuilder points, Element line, String end) {
    points.append(points.isEmpty() ? "" : " ");
    points.append(line.getAttribute("x" + end)).append(',').append(line.getAttribute("y" + end));
  }
}
