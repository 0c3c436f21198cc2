/** What is measured of trained towers, on pictures that they have not seen. */
package dev.counterpoint.app.captioned.evaluation;
