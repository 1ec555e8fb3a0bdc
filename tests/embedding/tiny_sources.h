#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle::support {

inline void write_text(const std::filesystem::path& file, std::string_view content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

/// An occupation of the tiny referential: titles whose words differ, so that only training can bring them together.
struct TinyOccupation {
  std::string code;
  std::vector<std::string> titles;  ///< the first is the label
  std::string definition;
  std::string skill;
};

inline const std::vector<TinyOccupation>& tiny_occupations() {
  static const std::vector<TinyOccupation> kOccupations = {
      {"D1102",
       {"Boulanger / Boulangère", "Tourier / Tourière", "Pétrisseur / Pétrisseuse"},
       "Façonne des pains.",
       "Cuire une baguette"},
      {"N1105",
       {"Manutentionnaire", "Agent / Agente de quai", "Déchargeur / Déchargeuse"},
       "Déplace des colis.",
       "Charger un camion"},
      {"K1302",
       {"Auxiliaire de vie", "Aide à domicile", "Assistant / Assistante de vie"},
       "Accompagne les aînés.",
       "Aider à la toilette"},
      {"A1203",
       {"Jardinier / Jardinière", "Paysagiste", "Élagueur / Élagueuse"},
       "Entretient les espaces verts.",
       "Tailler une haie"},
      {"M1607", {"Secrétaire", "Dactylo", "Sténotypiste"}, "Rédige des courriers.", "Tenir un agenda"},
      {"N4101",
       {"Chauffeur / Chauffeuse de poids lourd", "Routier / Routière", "Camionneur / Camionneuse"},
       "Livre des marchandises.",
       "Conduire un semi-remorque"},
      {"G1602",
       {"Cuisinier / Cuisinière", "Chef / Cheffe de partie", "Commis / Commise"},
       "Prépare des plats.",
       "Dresser une assiette"},
      {"F1703",
       {"Maçon / Maçonne", "Limousineur / Limousineuse", "Briqueteur / Briqueteuse"},
       "Monte des murs.",
       "Gâcher du mortier"},
  };
  return kOccupations;
}

/// Writes the tiny referential in the official layout. Codes of appellations count from 100 in the order above.
inline std::filesystem::path write_tiny_rome(const std::filesystem::path& directory) {
  std::string occupations = "code_rome,libelle_rome,code_rome_parent,emploi_reglemente\n";
  std::string titles = "code_ogr,libelle_appellation_long,code_rome\n";
  std::string texts = "code_rome,libelle_type_texte,position_phrase,libelle_texte\n";
  std::string items = "code_ogr,libelle,code_rubrique\n";
  std::string links = "code_rome,code_ogr,coeur_metier\n";
  int title_code = 100;
  int skill_code = 900;
  for (const TinyOccupation& each : tiny_occupations()) {
    occupations += each.code + "," + each.titles.front() + "," + each.code + ",N\n";
    texts += each.code + ",definition,1," + each.definition + "\n";
    items += std::to_string(skill_code) + "," + each.skill + ",1\n";
    links += each.code + "," + std::to_string(skill_code++) + ",Principale\n";
    for (const std::string& title : each.titles) {
      titles += std::to_string(title_code++) + "," + title + "," + each.code + "\n";
    }
  }
  const auto write = [&](std::string_view name, std::string_view content) {
    write_text(directory / ("unix_" + std::string(name) + "_v1_utf8.csv"), content);
  };
  write("referentiel_code_rome", occupations);
  write("referentiel_appellation", titles);
  write("texte", texts);
  write("item", items);
  write("coherence_item", links);
  write("referentiel_contexte_travail", "code_ogr,libelle_cont_travail,libelle_type_cont_trav\n");
  write("rubrique_mobilite", "code_rome,code_rome_cible,numero_ordre\n");
  write("liens_rome_referentiels", "code_rome,code_compo_bloc,code_ogr\n");
  return directory;
}

/// Writes three ESCO concepts and a crosswalk whose rows are given ("concept,title code,label,relation").
inline std::filesystem::path write_tiny_esco(const std::filesystem::path& directory, std::string_view crosswalk_rows) {
  write_text(directory / "occupations_fr.csv",
             "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
             "Occupation,uri:mitron,7512,mitron/mitronne,\"fournier\nfournière\",\n"
             "Occupation,uri:docker,9333,docker,débardeur,\n"
             "Occupation,uri:clerc,4110,clerc,commis aux écritures,\n");
  write_text(directory / "rome_esco_crosswalk.csv",
             "Mapping project name,ESCO - ROME\n\n"
             "classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered "
             "label,mapping relation\n" +
                 std::string(crosswalk_rows));
  return directory;
}

}  // namespace passerelle::support
