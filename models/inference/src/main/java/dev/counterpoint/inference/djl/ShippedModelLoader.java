package dev.counterpoint.inference.djl;

import ai.djl.Application;
import ai.djl.MalformedModelException;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.util.Progress;
import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** Loads a shipped model: unpacks and checks its bundle, then leaves the rest to DJL. */
final class ShippedModelLoader implements ModelLoader {

  private final String name;

  ShippedModelLoader(String name) {
    this.name = name;
  }

  @Override
  public String getGroupId() {
    return CounterpointZoo.GROUP;
  }

  @Override
  public String getArtifactId() {
    return name;
  }

  @Override
  public Application getApplication() {
    // A bundle may classify and embed: this one matches whatever the criteria ask for.
    return Application.UNDEFINED;
  }

  @Override
  public MRL getMrl() {
    return mrl(UnpackedModels.unpack(name));
  }

  private MRL mrl(Path folder) {
    Repository repository = Repository.newInstance(name, folder);
    return MRL.model(repository, getApplication(), CounterpointZoo.GROUP, name, null, null);
  }

  @Override
  public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
      throws IOException, ModelNotFoundException, MalformedModelException {
    try {
      return new Delegate(getMrl()).loadModel(criteria);
    } catch (CounterpointException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  @Override
  public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
    return true;
  }

  @Override
  public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress) {
    UnpackedModels.unpack(name);
  }

  @Override
  public String toString() {
    return CounterpointZoo.GROUP + ":" + name;
  }

  /** DJL's loader, with our translators where the criteria name none. */
  private static final class Delegate extends BaseModelLoader {

    Delegate(MRL mrl) {
      super(mrl);
      defaultFactory = new BundleTranslatorFactory();
    }
  }
}
