"""Common given names of people who live in Germany: beside a second capitalised word they make the name of a person.

Left out are those that are words, months or parts of place names as well (August, Ernst, Jade, Stade, Marienthal).
"""

_WOMEN = """
Adelheid Alexandra Alina Amelie Amina Andrea Angela Angelika Anja Anke Anna Anne Anneliese Annette Annika Antje Astrid
Ayse Ayşe Barbara Beate Bettina Birgit Birte Brigitte Britta Carina Carla Carolin Charlotte Chiara Christa Christel
Christiane Christina Christine Clara Claudia Cornelia Dagmar Daniela Dilara Doris Dorothea Edith Elena Elfriede Elif
Elisabeth Elke Ella Ellen Elsa Emilia Emily Emma Erika Esther Eva Fatima Fatma Finja Franziska Frieda Friederike Gabi
Gabriele Gerda Gertrud Gisela Greta Gudrun Hanna Hannah Hannelore Hatice Heidi Heike Helena Helga Henriette Hildegard
Ida Ilona Ilse Ines Inge Ingeborg Ingrid Irene Iris Irina Irma Isabel Isabell Isabella Jana Janina Jasmin Jennifer
Jessica Johanna Jule Julia Juliane Karin Karla Karolin Katarina Katharina Kathrin Katja Katrin Kerstin Kim Kirsten
Klara Lara Larissa Laura Lea Lena Leni Leonie Lia Lieselotte Lilly Lina Linda Lisa Lotta Louisa Lucia Luisa Luise Lucy
Magdalena Maike Maja Manuela Mara Margarete Margit Margot Margret Maria Mariam Marianne Marie Marina Marion Marlene
Marlies Martha Martina Maryam Mathilda Meike Melanie Melina Merle Meryem Mia Michaela Michelle Mila Mira Miriam Monika
Nadine Nadja Nele Nicole Nina Nora Oksana Olena Olga Paula Pauline Petra Pia Regina Renate Ricarda Rita Romy Rosemarie
Roswitha Ruth Sabine Sabrina Sandra Sara Sarah Saskia Selina Sibylle Sigrid Silke Silvia Simone Sina Sofia Sofie
Solveig Sonja Sophia Sophie Stefanie Stella Stephanie Susanne Svenja Svetlana Swetlana Sylvia Tamara Tanja Tatjana
Theresa Thea Tina Ulrike Ursula Ute Vanessa Vera Verena Veronika Viktoria Waltraud Wiebke Yasmin Yvonne Zeynep Zoe
"""
_MEN = """
Achim Adam Adrian Ahmad Ahmed Ahmet Alexander Ali Amir Andreas Andrej Anton Arne Arthur Axel Bastian Ben Benjamin
Bernd Bernhard Björn Bjoern Boris Burkhard Carl Carsten Christian Christoph Christopher Claas Clemens Daniel David
Dennis Detlef Dieter Dietmar Dirk Dominik Eberhard Eckhard Edgar Elias Emil Emir Erhard Eric Erich Erik Erwin Fabian
Felix Ferdinand Fiete Finn Florian Frank Franz Frederik Friedhelm Friedrich Fritz Georg Gerald Gerd Gerhard Gernot
Gert Gregor Guido Günter Guenter Günther Guenther Gustav Hannes Hans Harald Hartmut Hasan Hassan Heiko Heiner Heino
Heinrich Heinz Helmut Hendrik Henning Henri Henrik Henry Herbert Hermann Holger Horst Hubert Hussein Ibrahim Igor
Ingo Ivan Jakob Jan Jannik Jannis Jannes Jens Joachim Jochen Joerg Johann Johannes Jonas Jonathan Jörg Josef Joshua
Julian Jürgen Juergen Justus Kai Karl Karlheinz Karsten Kevin Khaled Klaas Klaus Konrad Konstantin Kurt Lars Lasse
Lennard Lennart Leo Leon Leonard Levi Liam Linus Lothar Louis Luca Lucas Ludwig Luis Lukas Lutz Malte Manfred Manuel
Marc Marcel Marco Marcus Mario Marius Markus Marlon Marten Martin Marvin Mateo Mathias Mats Matteo Matthias
Maximilian Mehmet Michael Michel Mika Milan Mohamad Mohamed Mohammad Mohammed Moritz Muhammad Murat Mustafa Nick
Nico Niclas Niklas Nils Noah Norbert Norman Ole Oleksandr Oliver Olaf Omar Oskar Otto Pascal Patrick Paul Peer Peter
Philip Philipp Pierre Rainer Ralf Ralph Raphael Reiner Reinhard Rene René Richard Robert Robin Roland Rolf Roman
Ronald Rudi Rudolf Rüdiger Ruediger Samuel Sascha Sebastian Serhij Siegfried Simon Stefan Stephan Steffen Sven Swen
Theo Theodor Thomas Thorben Thorsten Till Tilo Tim Timo Tjark Tobias Tom Torben Torsten Udo Uli Ulrich Uwe Valentin
Viktor Vincent Volker Volodymyr Walter Werner Wilfried Wilhelm Willi Wolfgang Yannick Yusuf Yussuf
"""
FIRST_NAMES = frozenset(name.casefold() for name in f"{_WOMEN} {_MEN}".split())
